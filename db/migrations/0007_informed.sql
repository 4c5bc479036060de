ALTER TABLE "repair_order" RENAME COLUMN "foreseen_at" TO "forecast_changed_at";--> statement-breakpoint
ALTER TABLE "repair_order" RENAME COLUMN "never_done" TO "unschedulable";--> statement-breakpoint
ALTER TABLE "repair_order" RENAME COLUMN "told" TO "informed";--> statement-breakpoint
ALTER TABLE "repair_order" RENAME COLUMN "look_at" TO "review_at";--> statement-breakpoint
ALTER TABLE "bay" RENAME COLUMN "look_at" TO "review_at";--> statement-breakpoint
ALTER TABLE "workshop" RENAME COLUMN "look_at" TO "review_at";--> statement-breakpoint
UPDATE "repair_order" SET "unschedulable" = ("unschedulable" - 'why') || jsonb_build_object('reason', "unschedulable" -> 'why')
WHERE jsonb_typeof("unschedulable") = 'object';--> statement-breakpoint
UPDATE "alert" SET "cause" = 'cannot_be_scheduled' WHERE "cause" = 'never_done';
