CREATE TABLE "device" (
	"workshop_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"options" jsonb NOT NULL,
	"paired_at" timestamp(3) with time zone NOT NULL,
	"paired_by" uuid,
	"revoked_at" timestamp(3) with time zone,
	CONSTRAINT "device_workshop_id_id_pk" PRIMARY KEY("workshop_id","id")
);
--> statement-breakpoint
CREATE TABLE "device_token" (
	"workshop_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"device_id" uuid NOT NULL,
	"parent_hash" text,
	"made_at" timestamp(3) with time zone NOT NULL,
	"seen_at" timestamp(3) with time zone,
	"replaced_at" timestamp(3) with time zone,
	CONSTRAINT "device_token_workshop_id_token_hash_pk" PRIMARY KEY("workshop_id","token_hash")
);
--> statement-breakpoint
CREATE TABLE "pairing" (
	"secret_hash" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"device_id" uuid NOT NULL,
	"workshop_id" uuid,
	"asked_at" timestamp(3) with time zone NOT NULL,
	"ends_at" timestamp(3) with time zone NOT NULL,
	"address" text NOT NULL,
	"browser" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wrong_try" (
	"workshop_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"count" integer NOT NULL,
	"last_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "wrong_try_workshop_id_subject_pk" PRIMARY KEY("workshop_id","subject")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "pairing_code_index" ON "pairing" USING btree ("code");