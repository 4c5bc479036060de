ALTER TABLE "person" ADD COLUMN "guided" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "desk" integer;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "employed_from" text;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "employed_until" text;--> statement-breakpoint
ALTER TABLE "team" ADD COLUMN "leader_id" uuid;