CREATE TABLE "suggestion" (
	"workshop_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"cause" text NOT NULL,
	"order_id" uuid,
	"moves" jsonb NOT NULL,
	"effects" jsonb NOT NULL,
	"saved_minutes" integer NOT NULL,
	"dismissed_at" timestamp(3) with time zone,
	CONSTRAINT "suggestion_workshop_id_id_pk" PRIMARY KEY("workshop_id","id")
);
--> statement-breakpoint
ALTER TABLE "operation" ADD COLUMN "start_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "operation" ADD COLUMN "plan" jsonb;