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
CREATE TABLE "work_sample" (
	"workshop_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"model" text,
	"minutes" integer NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "work_sample_workshop_id_id_pk" PRIMARY KEY("workshop_id","id")
);
--> statement-breakpoint
ALTER TABLE "price_item" ADD COLUMN "learned" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "operation" ADD COLUMN "likely_minutes" integer;--> statement-breakpoint
ALTER TABLE "operation" ADD COLUMN "safe_minutes" integer;--> statement-breakpoint
UPDATE "operation" SET "likely_minutes" = "standard_minutes", "safe_minutes" = "standard_minutes";--> statement-breakpoint
ALTER TABLE "operation" ALTER COLUMN "likely_minutes" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "operation" ALTER COLUMN "safe_minutes" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "operation" ADD COLUMN "start_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "operation" ADD COLUMN "plan" jsonb;--> statement-breakpoint
ALTER TABLE "operation" ADD COLUMN "rested_minutes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "repair_order" ADD COLUMN "safe_forecast_at" timestamp(3) with time zone;--> statement-breakpoint
UPDATE "repair_order" SET "safe_forecast_at" = "forecast_at";--> statement-breakpoint
CREATE INDEX "work_sample_latest" ON "work_sample" USING btree ("workshop_id","item_id","at");