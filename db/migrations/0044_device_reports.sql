CREATE TABLE "device_report" (
	"workshop_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"view" text NOT NULL,
	"page" text NOT NULL,
	"seq" bigint,
	"age" integer NOT NULL,
	"version" text NOT NULL,
	"browser" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"sound" text,
	CONSTRAINT "device_report_workshop_id_device_id_at_pk" PRIMARY KEY("workshop_id","device_id","at")
);
