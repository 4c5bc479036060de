CREATE TABLE "wechat_recipient" (
	"workshop_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"open_id" text NOT NULL,
	CONSTRAINT "wechat_recipient_workshop_id_order_id_pk" PRIMARY KEY("workshop_id","order_id")
);
--> statement-breakpoint
ALTER TABLE "repair_order" ADD COLUMN "has_wechat" boolean DEFAULT false NOT NULL;