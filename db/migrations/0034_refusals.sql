CREATE TABLE "refusal" (
	"workshop_id" uuid NOT NULL,
	"sender" text NOT NULL,
	"command_id" uuid NOT NULL,
	"payload_hash" "bytea" NOT NULL,
	"code" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "refusal_workshop_id_sender_command_id_pk" PRIMARY KEY("workshop_id","sender","command_id")
);
