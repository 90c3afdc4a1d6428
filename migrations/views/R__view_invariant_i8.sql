-- I8: an idempotency key takes effect once. A key names the one entry that it wrote, so every entry and every usage event with a
-- key is the one that its key names. Events that moved nothing have no entry; of these a key has one. Where they are of several
-- accounts they belong to none of them alone: 0.
CREATE OR REPLACE VIEW invariant_i8 AS
SELECT e.account_id, e.idempotency_key, CASE WHEN k.key IS NULL THEN 'key is not bound' ELSE 'key is bound to another entry' END AS fault
FROM entry e LEFT JOIN idempotency_key k ON k.key = e.idempotency_key
WHERE e.idempotency_key IS NOT NULL AND k.entry_id IS DISTINCT FROM e.id
UNION ALL
SELECT u.account_id, u.request_id, CASE WHEN k.key IS NULL THEN 'key is not bound' ELSE 'key is bound to another entry' END
FROM usage_event u LEFT JOIN idempotency_key k ON k.key = u.request_id
WHERE k.key IS NULL OR k.entry_id IS DISTINCT FROM u.entry_id
UNION ALL
SELECT u.account_id, u.request_id, 'more than one usage event' FROM usage_event u GROUP BY u.account_id, u.request_id HAVING count(*) > 1
UNION ALL
SELECT 0::bigint, u.request_id, 'usage events of several accounts'
FROM usage_event u WHERE u.entry_id IS NULL GROUP BY u.request_id HAVING min(u.account_id) <> max(u.account_id);
