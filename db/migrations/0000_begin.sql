CREATE TABLE "arrival" (
	"workshop_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"ticket" text NOT NULL,
	"purpose" text NOT NULL,
	"from" text NOT NULL,
	"plate" text,
	"language" text NOT NULL,
	"words" text NOT NULL,
	"order_id" uuid,
	"closed_at" timestamp(3) with time zone,
	CONSTRAINT "arrival_workshop_id_id_pk" PRIMARY KEY("workshop_id","id")
);
--> statement-breakpoint
CREATE TABLE "bay" (
	"workshop_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"name" text,
	"kind" text NOT NULL,
	"out_of_service" jsonb,
	CONSTRAINT "bay_workshop_id_id_pk" PRIMARY KEY("workshop_id","id")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"workshop_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"team_id" uuid,
	"skills" text[] NOT NULL,
	CONSTRAINT "person_workshop_id_id_pk" PRIMARY KEY("workshop_id","id")
);
--> statement-breakpoint
CREATE TABLE "price_item" (
	"workshop_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"title" jsonb NOT NULL,
	"bay_kind" text NOT NULL,
	"skill" text NOT NULL,
	"standard_minutes" integer NOT NULL,
	"price" integer NOT NULL,
	CONSTRAINT "price_item_workshop_id_id_pk" PRIMARY KEY("workshop_id","id")
);
--> statement-breakpoint
CREATE TABLE "team" (
	"workshop_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "team_workshop_id_id_pk" PRIMARY KEY("workshop_id","id")
);
--> statement-breakpoint
CREATE TABLE "vehicle" (
	"workshop_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"plate" text NOT NULL,
	"model" text,
	"customer_id" uuid NOT NULL,
	"customer_name" text,
	"customer_phone" text,
	"customer_language" text NOT NULL,
	CONSTRAINT "vehicle_workshop_id_id_pk" PRIMARY KEY("workshop_id","id")
);
--> statement-breakpoint
CREATE TABLE "deadline" (
	"workshop_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"due_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "deadline_workshop_id_kind_pk" PRIMARY KEY("workshop_id","kind")
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"workshop_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"command" text NOT NULL,
	"command_id" uuid NOT NULL,
	"actor" jsonb NOT NULL,
	"facts" jsonb NOT NULL,
	"put" jsonb NOT NULL,
	"drop" jsonb NOT NULL,
	"personal" jsonb,
	"personal_hash" text,
	CONSTRAINT "journal_workshop_id_seq_pk" PRIMARY KEY("workshop_id","seq")
);
--> statement-breakpoint
CREATE TABLE "receipt" (
	"workshop_id" uuid NOT NULL,
	"sender" text NOT NULL,
	"command_id" uuid NOT NULL,
	"payload_hash" "bytea" NOT NULL,
	"seq" bigint NOT NULL,
	"answer" jsonb NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "receipt_workshop_id_sender_command_id_pk" PRIMARY KEY("workshop_id","sender","command_id")
);
--> statement-breakpoint
CREATE TABLE "operation" (
	"workshop_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"item_id" uuid,
	"title" jsonb NOT NULL,
	"bay_kind" text NOT NULL,
	"skill" text NOT NULL,
	"standard_minutes" integer NOT NULL,
	"price" integer NOT NULL,
	"state" text NOT NULL,
	"bay_id" uuid,
	"technician_id" uuid,
	"percent" integer NOT NULL,
	"percent_at" timestamp(3) with time zone,
	"pause_reason" text,
	"started_at" timestamp(3) with time zone,
	"finished_at" timestamp(3) with time zone,
	"additional" boolean NOT NULL,
	"safety" boolean NOT NULL,
	"findings" text NOT NULL,
	"decided_at" timestamp(3) with time zone,
	"sent_back" integer NOT NULL,
	CONSTRAINT "operation_workshop_id_order_id_id_pk" PRIMARY KEY("workshop_id","order_id","id")
);
--> statement-breakpoint
CREATE TABLE "repair_order" (
	"workshop_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"pause_reason" text,
	"cancel_reason" text,
	"ticket" text,
	"code" text,
	"plate" text NOT NULL,
	"model" text,
	"vehicle_id" uuid NOT NULL,
	"customer_name" text,
	"customer_phone" text,
	"language" text NOT NULL,
	"symptoms" text[] NOT NULL,
	"words" text NOT NULL,
	"waits" boolean NOT NULL,
	"wash" boolean NOT NULL,
	"priority" text NOT NULL,
	"bay_id" uuid,
	"adviser_id" uuid,
	"taken_over_by" uuid,
	"appointment_at" timestamp(3) with time zone,
	"booked_at" timestamp(3) with time zone,
	"arrived_at" timestamp(3) with time zone,
	"quoted_at" timestamp(3) with time zone,
	"authorised_at" timestamp(3) with time zone,
	"taken_over_at" timestamp(3) with time zone,
	"checked_at" timestamp(3) with time zone,
	"ready_at" timestamp(3) with time zone,
	"settled_at" timestamp(3) with time zone,
	"closed_at" timestamp(3) with time zone,
	"promise_at" timestamp(3) with time zone,
	"forecast_at" timestamp(3) with time zone,
	CONSTRAINT "repair_order_workshop_id_id_pk" PRIMARY KEY("workshop_id","id")
);
--> statement-breakpoint
CREATE TABLE "part" (
	"workshop_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"operation_id" uuid,
	"name" text NOT NULL,
	"quantity" integer NOT NULL,
	"expected_at" timestamp(3) with time zone NOT NULL,
	"arrived_at" timestamp(3) with time zone,
	CONSTRAINT "part_workshop_id_order_id_id_pk" PRIMARY KEY("workshop_id","order_id","id")
);
--> statement-breakpoint
CREATE TABLE "access_key" (
	"workshop_id" uuid NOT NULL,
	"door" text NOT NULL,
	"key_hash" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "access_key_workshop_id_door_pk" PRIMARY KEY("workshop_id","door")
);
--> statement-breakpoint
CREATE TABLE "workshop" (
	"workshop_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"currency" text NOT NULL,
	"plate_format" text NOT NULL,
	"phone" text,
	"hours" jsonb NOT NULL,
	"is_example" boolean NOT NULL,
	"epoch" text NOT NULL,
	"secret" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workshop_head" (
	"workshop_id" uuid PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"order_number" integer NOT NULL,
	"ticket_day" bigint NOT NULL,
	"ticket_number" integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX "arrival_open" ON "arrival" USING btree ("workshop_id") WHERE closed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "bay_workshop_id_number_index" ON "bay" USING btree ("workshop_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "price_item_workshop_id_code_index" ON "price_item" USING btree ("workshop_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "vehicle_workshop_id_plate_index" ON "vehicle" USING btree ("workshop_id","plate");--> statement-breakpoint
CREATE INDEX "deadline_due_at_index" ON "deadline" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "receipt_workshop_id_at_index" ON "receipt" USING btree ("workshop_id","at");--> statement-breakpoint
CREATE INDEX "operation_working" ON "operation" USING btree ("workshop_id","technician_id") WHERE state = 'working';--> statement-breakpoint
CREATE INDEX "order_live" ON "repair_order" USING btree ("workshop_id","plate") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "order_live_bay" ON "repair_order" USING btree ("workshop_id","bay_id") WHERE closed_at is null and bay_id is not null;--> statement-breakpoint
CREATE INDEX "order_live_code" ON "repair_order" USING btree ("workshop_id","code") WHERE closed_at is null and code is not null;