CREATE TABLE "estimate" (
	"workshop_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"total" integer NOT NULL,
	"remark" text NOT NULL,
	"closed_at" timestamp(3) with time zone,
	CONSTRAINT "estimate_workshop_id_id_pk" PRIMARY KEY("workshop_id","id")
);
--> statement-breakpoint
CREATE INDEX "estimate_open_order" ON "estimate" USING btree ("workshop_id","order_id") WHERE closed_at is null;