DROP INDEX "arrival_open";--> statement-breakpoint
ALTER TABLE "alert" ADD COLUMN "arrival_id" uuid;--> statement-breakpoint
ALTER TABLE "arrival" ADD COLUMN "taken_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "arrival" ADD COLUMN "taken_by" uuid;--> statement-breakpoint
ALTER TABLE "arrival" ADD COLUMN "desk" integer;--> statement-breakpoint
ALTER TABLE "arrival" ADD COLUMN "called_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "arrival" ADD COLUMN "review_at" timestamp(3) with time zone;--> statement-breakpoint
CREATE INDEX "alert_open_arrival" ON "alert" USING btree ("workshop_id","arrival_id") WHERE closed_at is null and arrival_id is not null;--> statement-breakpoint
CREATE INDEX "arrival_open" ON "arrival" USING btree ("workshop_id","order_id") WHERE closed_at is null;--> statement-breakpoint
UPDATE "arrival" a SET "taken_at" = t.at, "closed_at" = t.at
FROM (
  SELECT j."workshop_id", f ->> 'orderId' AS order_id, min(j."at") AS at
  FROM "journal" j, jsonb_array_elements(j."facts") f
  WHERE f ->> 'name' IN ('diagnosisStarted', 'operationsAdded', 'orderQuoted')
  GROUP BY 1, 2
) t
WHERE t."workshop_id" = a."workshop_id" AND t.order_id = a."order_id"::text AND t.at >= a."at";--> statement-breakpoint
UPDATE "arrival" SET "taken_at" = "closed_at" WHERE "order_id" IS NULL;--> statement-breakpoint
UPDATE "arrival" SET "taken_at" = "at" WHERE "from" = 'desk';--> statement-breakpoint
UPDATE "arrival" a SET "closed_at" = NULL FROM "repair_order" o
WHERE o."workshop_id" = a."workshop_id" AND o."id" = a."order_id" AND o."state" = 'arrived' AND o."ticket" = a."ticket";--> statement-breakpoint
UPDATE "arrival" a SET "closed_at" = o."closed_at" FROM "repair_order" o
WHERE o."workshop_id" = a."workshop_id" AND o."id" = a."order_id" AND o."closed_at" IS NOT NULL AND a."taken_at" IS NULL;--> statement-breakpoint
UPDATE "arrival" SET "review_at" = "at" WHERE "closed_at" IS NULL AND "taken_at" IS NULL;--> statement-breakpoint
INSERT INTO "deadline" ("workshop_id", "kind", "subject_id", "due_at")
SELECT "workshop_id", 'arrival', "id", "review_at" FROM "arrival" WHERE "review_at" IS NOT NULL;
