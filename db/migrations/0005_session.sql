CREATE TABLE "session" (
	"workshop_id" uuid NOT NULL,
	"id_hash" text NOT NULL,
	"person_id" uuid NOT NULL,
	"chosen_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "session_workshop_id_id_hash_pk" PRIMARY KEY("workshop_id","id_hash")
);
