CREATE TABLE "revocation" (
	"workshop_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "revocation_workshop_id_id_pk" PRIMARY KEY("workshop_id","id")
);
--> statement-breakpoint
ALTER TABLE "workshop" ADD COLUMN "messages_held_since" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "workshop" ADD COLUMN "beginning" text;--> statement-breakpoint
ALTER TABLE "workshop" ADD COLUMN "salt" text;--> statement-breakpoint
-- The journal began with the epoch, and its hashes were salted with the secret; from here on those two may change.
UPDATE "workshop" SET "beginning" = "epoch", "salt" = "secret";--> statement-breakpoint
ALTER TABLE "workshop" ALTER COLUMN "beginning" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "workshop" ALTER COLUMN "salt" SET NOT NULL;
