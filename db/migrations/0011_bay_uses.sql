ALTER TABLE "bay" ADD COLUMN "uses" text[];--> statement-breakpoint
UPDATE "bay" SET "uses" = ARRAY["kind"];--> statement-breakpoint
ALTER TABLE "bay" ALTER COLUMN "uses" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "bay" DROP COLUMN "kind";
