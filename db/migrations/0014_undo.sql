CREATE TABLE "undo" (
	"workshop_id" uuid NOT NULL,
	"command_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"before" jsonb NOT NULL,
	CONSTRAINT "undo_workshop_id_command_id_pk" PRIMARY KEY("workshop_id","command_id")
);
