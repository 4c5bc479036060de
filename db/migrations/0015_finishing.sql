ALTER TABLE "repair_order" ADD COLUMN "check_plan" jsonb;--> statement-breakpoint
ALTER TABLE "repair_order" ADD COLUMN "wash_plan" jsonb;