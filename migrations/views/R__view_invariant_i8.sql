-- I8: an idempotency key takes effect once: no key has two entries or two usage events, none has either without being bound.
CREATE OR REPLACE VIEW invariant_i8 AS
SELECT min(e.account_id) AS account_id, e.idempotency_key, 'more than one entry' AS fault
FROM entry e WHERE e.idempotency_key IS NOT NULL GROUP BY e.idempotency_key HAVING count(*) > 1
UNION ALL
SELECT min(u.account_id), u.request_id, 'more than one usage event' FROM usage_event u GROUP BY u.request_id HAVING count(*) > 1
UNION ALL
SELECT x.account_id, x.key, 'key is not bound'
FROM (SELECT e.account_id, e.idempotency_key AS key FROM entry e WHERE e.idempotency_key IS NOT NULL
      UNION ALL SELECT u.account_id, u.request_id FROM usage_event u) AS x
LEFT JOIN idempotency_key k ON k.key = x.key WHERE k.key IS NULL;
