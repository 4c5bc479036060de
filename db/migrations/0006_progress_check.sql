ALTER TABLE "repair_order" RENAME COLUMN "check_in" TO "progress_check";--> statement-breakpoint
UPDATE "workshop" SET "settings" = ("settings" - '{checkInFromPercent,checkInUntilPercent,checkInLeastMinutes}'::text[])
  || jsonb_strip_nulls(jsonb_build_object(
    'progressCheckFromPercent', "settings" -> 'checkInFromPercent',
    'progressCheckUntilPercent', "settings" -> 'checkInUntilPercent',
    'progressCheckLeastMinutes', "settings" -> 'checkInLeastMinutes'));--> statement-breakpoint
UPDATE "alert" SET "cause" = replace("cause", 'check_in', 'progress_check') WHERE "cause" IN ('check_in_missed', 'check_in_problem');
