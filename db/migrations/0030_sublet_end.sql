ALTER TABLE "operation" ADD COLUMN "sublet_until" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "operation" ADD COLUMN "test_drive" jsonb;