ALTER TABLE "person" ADD COLUMN "roles" text[];--> statement-breakpoint
UPDATE "person" SET "roles" = ARRAY["role"];--> statement-breakpoint
ALTER TABLE "person" ALTER COLUMN "roles" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "person" DROP COLUMN "role";
