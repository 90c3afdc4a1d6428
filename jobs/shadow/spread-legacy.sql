-- Step 2: what the legacy system says, spread over the buckets.
--   source_id
--   from_at, to_at  the interval and the margin around it
--   buckets
--   users           text[], NULL for all
INSERT INTO line (bucket, request_id, user_id, credit_type_id, occurred_at, model, legacy_millicredits)
SELECT 1 + (hashtextextended(c.user_id, 0) & 2147483647) % :buckets, c.request_id, c.user_id, t.id, c.occurred_at, c.model, c.millicredits
FROM legacy_charge c JOIN credit_type t ON t.code = c.credit_type
WHERE c.source_id = :source_id AND c.occurred_at >= :from_at AND c.occurred_at < :to_at
  AND (CAST(:users AS text[]) IS NULL OR c.user_id = ANY (CAST(:users AS text[])))
