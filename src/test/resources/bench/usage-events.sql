-- :events usage events of October, ten of four kinds in a row, spread over the customers; and what they cost. Half of them are priced by the
-- provider's tokens, under caps that nobody exceeds.
-- Parameter: :events (a number, replaced as text). Order: behind generate.sql.
INSERT INTO catalogue_price (version_id, action, credit_type_id, provider_prices, markup, cap_request_millicredits, cap_session_millicredits, cap_day_millicredits)
SELECT v.id, 'chat', t.id, true, 4, 50000, 100000, 500000 FROM catalogue_version v, credit_type t;
INSERT INTO provider_price (model, applies_from, input_usd_per_token, output_usd_per_token, actor)
VALUES ('small', '-infinity', 0.00000015, 0.0000006, 'bench'), ('large', '-infinity', 0.0000025, 0.00001, 'bench');
CREATE TABLE bench_event AS
SELECT 'request-' || n AS request_id, 'user-' || 1 + hash % (SELECT count(*) FROM customer) AS user_id,
       timestamptz '2026-10-10T00:00:01Z' + n * (interval '21 days' / :events) AS occurred_at,
       CASE WHEN n % 2 = 0 THEN 'call' ELSE 'chat' END AS action,
       CASE WHEN n % 2 = 0 THEN NULL WHEN n % 4 = 1 THEN 'small' ELSE 'large' END AS model,
       CASE WHEN n % 2 = 1 THEN 100 + hash % 600 END AS input_tokens, CASE WHEN n % 2 = 1 THEN 20 + hash % 150 END AS output_tokens,
       CASE WHEN n % 2 = 0 THEN 1 + hash % 5 ELSE 1 END AS quantity, 1 AS items
FROM (SELECT g AS n, hashint8(g)::bigint & 2147483647 AS hash FROM generate_series(1, :events) AS g) AS x
ORDER BY n;
