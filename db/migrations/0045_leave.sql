ALTER TABLE "person" ADD COLUMN "other_week" jsonb;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "leave" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "overtime" jsonb;--> statement-breakpoint
UPDATE "person" SET "leave" = jsonb_build_array(jsonb_build_object(
	'id', "id", 'kind', 'other',
	'from', (extract(epoch FROM coalesce("absent_from", '2000-01-01T00:00:00Z')) * 1000)::bigint,
	'until', (extract(epoch FROM "absent_until") * 1000)::bigint
)) WHERE "absent_until" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "person" DROP COLUMN "absent_from";--> statement-breakpoint
ALTER TABLE "person" DROP COLUMN "absent_until";
