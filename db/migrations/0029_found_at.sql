ALTER TABLE "operation" ADD COLUMN "found_at" timestamp(3) with time zone;--> statement-breakpoint
UPDATE "operation" SET "found_at" = "asked_at", "asked_at" = "decided_at" WHERE "asked_at" IS NOT NULL;--> statement-breakpoint
UPDATE "operation" SET "asked_at" = to_timestamp(("repair_order"."additional_offer"->>'at')::numeric / 1000) FROM "repair_order" WHERE "repair_order"."workshop_id" = "operation"."workshop_id" AND "repair_order"."id" = "operation"."order_id" AND "operation"."state" = 'proposed' AND jsonb_typeof("repair_order"."additional_offer") = 'object';
