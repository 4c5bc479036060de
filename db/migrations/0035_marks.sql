ALTER TABLE "journal" ADD COLUMN "mark" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "journal" ALTER COLUMN "mark" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "workshop_head" ADD COLUMN "mark" text;--> statement-breakpoint
-- An existing journal's chain begins at its last entry. The first mark is random: a copy that is upgraded later begins another chain.
UPDATE "workshop_head" SET "mark" = gen_random_uuid();--> statement-breakpoint
UPDATE "workshop_head" SET "mark" = "workshop"."epoch" FROM "workshop" WHERE "workshop"."workshop_id" = "workshop_head"."workshop_id" AND "workshop_head"."seq" = 0;--> statement-breakpoint
UPDATE "journal" SET "mark" = "workshop_head"."mark" FROM "workshop_head" WHERE "workshop_head"."workshop_id" = "journal"."workshop_id" AND "workshop_head"."seq" = "journal"."seq";--> statement-breakpoint
ALTER TABLE "workshop_head" ALTER COLUMN "mark" SET NOT NULL;
