CREATE TABLE "stand_in" (
	"workshop_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid,
	"role" text,
	"stand_in_id" uuid NOT NULL,
	"from" timestamp(3) with time zone NOT NULL,
	"until" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "stand_in_workshop_id_id_pk" PRIMARY KEY("workshop_id","id")
);
