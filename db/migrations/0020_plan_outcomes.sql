ALTER TABLE "forecast_sample" ADD COLUMN "planned_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "forecast_sample" ADD COLUMN "done" real;