ALTER TABLE "operation" ADD COLUMN "approved" boolean;--> statement-breakpoint
ALTER TABLE "operation" ADD COLUMN "answered_on_page" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "repair_order" ADD COLUMN "page_answer" jsonb;--> statement-breakpoint
ALTER TABLE "repair_order" ADD COLUMN "additional_offer" jsonb;--> statement-breakpoint
UPDATE "operation" SET "approved" = "state" <> 'cancelled' WHERE "decided_at" IS NOT NULL;
