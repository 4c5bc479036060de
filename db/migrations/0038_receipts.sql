DROP INDEX "notice_message";--> statement-breakpoint
CREATE INDEX "notice_message" ON "notice" USING gin ("attempts" jsonb_path_ops);