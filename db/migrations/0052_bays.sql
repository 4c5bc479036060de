DROP INDEX "bay_workshop_id_number_index";--> statement-breakpoint
ALTER TABLE "bay" ADD COLUMN "place" jsonb;--> statement-breakpoint
ALTER TABLE "bay" ADD COLUMN "retired_at" timestamp(3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "bay_workshop_id_number_index" ON "bay" USING btree ("workshop_id","number") WHERE retired_at is null;