CREATE TABLE "credential" (
	"workshop_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"pin_hash" text,
	"email" text,
	"password_hash" text,
	"changed_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "credential_workshop_id_person_id_pk" PRIMARY KEY("workshop_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "device_id" uuid;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "way" text DEFAULT 'name' NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "browser" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "seen_at" timestamp(3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "credential_workshop_id_email_index" ON "credential" USING btree ("workshop_id","email");--> statement-breakpoint
CREATE INDEX "credential_email_index" ON "credential" USING btree ("email");