-- Step 2: what bursar says, spread over the buckets: each logged request with its price and what was charged for it. Where the
-- legacy system is compared by request, charges without a log stand beside, so that nobody pays twice unseen.
--   from_at, to_at     the interval and the margin around it
--   buckets
--   with_charges       whether charges that no shadow logged are wanted
--   users              text[], NULL for all
INSERT INTO line (bucket, request_id, user_id, credit_type_id, occurred_at, model, event_id, priced_millicredits, own_millicredits, charged_by)
SELECT 1 + (hashtextextended(c.user_id, 0) & 2147483647) % :buckets, u.request_id, c.user_id, a.credit_type_id, u.occurred_at, u.model, u.id,
       CASE WHEN u.logged OR u.status = 'shadow' THEN u.priced_millicredits END, -e.amount_millicredits,
       CASE WHEN u.status = 'charged' THEN 'bursar' END
FROM usage_event u
JOIN account a ON a.id = u.account_id
JOIN customer c ON c.id = a.customer_id
LEFT JOIN entry e ON e.id = u.entry_id
WHERE u.occurred_at >= :from_at AND u.occurred_at < :to_at
  AND (u.logged OR u.status = 'shadow' OR (:with_charges AND u.status = 'charged'))
  AND (CAST(:users AS text[]) IS NULL OR c.user_id = ANY (CAST(:users AS text[])))
