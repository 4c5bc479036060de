-- Deadlines have another form from here on; what is live is looked at once, and sets its own.
DELETE FROM "deadline";--> statement-breakpoint
CREATE TABLE "alert" (
	"workshop_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"cause" text NOT NULL,
	"severity" text NOT NULL,
	"order_id" uuid,
	"bay_id" uuid,
	"part_id" uuid,
	"notice_id" uuid,
	"since" timestamp(3) with time zone NOT NULL,
	"owner" text NOT NULL,
	"level" integer NOT NULL,
	"escalates_at" timestamp(3) with time zone,
	"acknowledged_at" timestamp(3) with time zone,
	"acknowledged_by" uuid,
	"closed_at" timestamp(3) with time zone,
	CONSTRAINT "alert_workshop_id_id_pk" PRIMARY KEY("workshop_id","id")
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"workshop_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"ready_at" timestamp(3) with time zone,
	"language" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"channels" text[] NOT NULL,
	"attempts" jsonb NOT NULL,
	"try_at" timestamp(3) with time zone,
	"called_by" uuid,
	"closed_at" timestamp(3) with time zone,
	CONSTRAINT "notice_workshop_id_id_pk" PRIMARY KEY("workshop_id","id")
);
--> statement-breakpoint
CREATE TABLE "push_subscription" (
	"workshop_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	CONSTRAINT "push_subscription_workshop_id_order_id_endpoint_pk" PRIMARY KEY("workshop_id","order_id","endpoint")
);
--> statement-breakpoint
ALTER TABLE "deadline" ADD COLUMN "subject_id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "deadline" DROP CONSTRAINT "deadline_workshop_id_kind_pk";--> statement-breakpoint
ALTER TABLE "deadline" ADD CONSTRAINT "deadline_workshop_id_kind_subject_id_pk" PRIMARY KEY("workshop_id","kind","subject_id");--> statement-breakpoint
ALTER TABLE "bay" ADD COLUMN "look_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "shift" jsonb;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "absent_until" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "vehicle" ADD COLUMN "customer_email" text;--> statement-breakpoint
ALTER TABLE "operation" ADD COLUMN "asked_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "repair_order" ADD COLUMN "customer_email" text;--> statement-breakpoint
ALTER TABLE "repair_order" ADD COLUMN "channels" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "repair_order" ADD COLUMN "has_push" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "repair_order" ADD COLUMN "foreseen_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "repair_order" ADD COLUMN "check_in" jsonb;--> statement-breakpoint
ALTER TABLE "repair_order" ADD COLUMN "notice_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "repair_order" ADD COLUMN "told" jsonb;--> statement-breakpoint
ALTER TABLE "repair_order" ADD COLUMN "look_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "workshop" ADD COLUMN "holidays" text;--> statement-breakpoint
ALTER TABLE "workshop" ADD COLUMN "holidays_until" text;--> statement-breakpoint
ALTER TABLE "workshop" ADD COLUMN "own_days" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "workshop" ADD COLUMN "days" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "workshop" ADD COLUMN "settings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "workshop" ADD COLUMN "templates" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "workshop" ADD COLUMN "look_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "workshop" ADD COLUMN "push_keys" jsonb;--> statement-breakpoint
ALTER TABLE "workshop_head" ADD COLUMN "reforecast_at" timestamp(3) with time zone;--> statement-breakpoint
CREATE INDEX "alert_open_order" ON "alert" USING btree ("workshop_id","order_id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "alert_open_bay" ON "alert" USING btree ("workshop_id","bay_id") WHERE closed_at is null and bay_id is not null;--> statement-breakpoint
CREATE INDEX "notice_live" ON "notice" USING btree ("workshop_id","order_id") WHERE closed_at is null;--> statement-breakpoint
UPDATE "repair_order" SET "look_at" = now() WHERE closed_at is null;--> statement-breakpoint
INSERT INTO "deadline" ("workshop_id", "kind", "subject_id", "due_at") SELECT "workshop_id", 'order', "id", "look_at" FROM "repair_order" WHERE closed_at is null;--> statement-breakpoint
UPDATE "bay" SET "look_at" = now() WHERE out_of_service is not null;--> statement-breakpoint
INSERT INTO "deadline" ("workshop_id", "kind", "subject_id", "due_at") SELECT "workshop_id", 'bay', "id", "look_at" FROM "bay" WHERE look_at is not null;--> statement-breakpoint
UPDATE "workshop_head" SET "reforecast_at" = now();--> statement-breakpoint
INSERT INTO "deadline" ("workshop_id", "kind", "subject_id", "due_at") SELECT "workshop_id", 'reforecast', "workshop_id", "reforecast_at" FROM "workshop_head";
