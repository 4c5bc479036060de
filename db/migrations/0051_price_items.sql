DROP INDEX "price_item_workshop_id_code_index";--> statement-breakpoint
ALTER TABLE "price_item" ADD COLUMN "retired_at" timestamp(3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "price_item_workshop_id_code_index" ON "price_item" USING btree ("workshop_id","code") WHERE retired_at is null;