CREATE INDEX "notice_message" ON "notice" USING gin ("attempts" jsonb_path_ops) WHERE closed_at is null;--> statement-breakpoint
UPDATE "notice" SET "attempts" = (
  SELECT coalesce(jsonb_agg(
    CASE WHEN a ->> 'result' = 'delivered' AND a ->> 'channel' NOT IN ('phone', 'in_person') THEN jsonb_set(a, '{result}', '"handed_over"') ELSE a END
      || '{"messageId": null}' ORDER BY n), '[]')
  FROM jsonb_array_elements("attempts") WITH ORDINALITY AS e(a, n));--> statement-breakpoint
UPDATE "notice" SET "state" = 'handed_over' WHERE "state" = 'delivered' AND NOT "attempts" @> '[{"result": "delivered"}]';
