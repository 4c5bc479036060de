CREATE TABLE "bay_hold" (
	"workshop_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"from_at" timestamp(3) with time zone NOT NULL,
	"until_at" timestamp(3) with time zone,
	"bay_id" uuid NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "bay_hold_workshop_id_order_id_from_at_pk" PRIMARY KEY("workshop_id","order_id","from_at")
);
--> statement-breakpoint
CREATE TABLE "forecast_sample" (
	"workshop_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"order_id" uuid NOT NULL,
	"forecast_at" timestamp(3) with time zone NOT NULL,
	"safe_forecast_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "forecast_sample_workshop_id_at_order_id_pk" PRIMARY KEY("workshop_id","at","order_id")
);
--> statement-breakpoint
CREATE INDEX "bay_hold_until" ON "bay_hold" USING btree ("workshop_id","until_at");--> statement-breakpoint
CREATE INDEX "arrival_at" ON "arrival" USING btree ("workshop_id","at");--> statement-breakpoint
CREATE INDEX "journal_counted" ON "journal" USING btree ("workshop_id","at") WHERE facts @? '$[*].name ? (@ starts with "progressCheck" || @ == "promiseMoved" || @ == "operationSentBack" || @ == "diagnosisStarted" || @ == "operationsAdded" || @ == "orderQuoted")';--> statement-breakpoint
CREATE INDEX "notice_made" ON "notice" USING btree ("workshop_id","at");--> statement-breakpoint
CREATE INDEX "notice_order" ON "notice" USING btree ("workshop_id","order_id");--> statement-breakpoint
CREATE INDEX "order_promised" ON "repair_order" USING btree ("workshop_id","promise_at");--> statement-breakpoint
CREATE INDEX "order_ready" ON "repair_order" USING btree ("workshop_id","ready_at");