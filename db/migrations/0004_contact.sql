ALTER TABLE "suggestion" ADD COLUMN "moved_orders" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "vehicle" ADD COLUMN "customer_channels" text[] DEFAULT '{}' NOT NULL;