ALTER TABLE "repair_order" ADD COLUMN "prepared_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "repair_order" ADD COLUMN "notice_released_by" uuid;--> statement-breakpoint
UPDATE "notice" SET "kind" = 'on_course' WHERE "kind" = 'pick_up';--> statement-breakpoint
UPDATE "repair_order" SET "informed" = jsonb_set("informed", '{kind}', '"on_course"') WHERE "informed" ->> 'kind' = 'pick_up';--> statement-breakpoint
UPDATE "repair_order" SET "to_tell" = NULL WHERE "to_tell" ->> 'kind' = 'pick_up';--> statement-breakpoint
UPDATE "repair_order" SET "prepared_at" = "ready_at" WHERE "ready_at" IS NOT NULL;--> statement-breakpoint
UPDATE "workshop" SET "templates" = (
  SELECT coalesce(jsonb_agg(CASE WHEN t ->> 'kind' = 'pick_up' THEN jsonb_set(t, '{kind}', '"on_course"') ELSE t END ORDER BY n), '[]')
  FROM jsonb_array_elements("templates") WITH ORDINALITY AS e(t, n));
