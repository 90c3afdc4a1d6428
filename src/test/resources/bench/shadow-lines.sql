-- :lines requests of one day, logged in the shadow, spread over all accounts of one credit type.
INSERT INTO usage_event (request_id, account_id, status, action, quantity, items, priced_millicredits, charged_millicredits,
    catalogue_version_id, occurred_at, created_at, logged)
SELECT 'request-' || md5(n::text), a.ids[1 + n % cardinality(a.ids)], 'shadow', 'call', 7, 1, 7000, 0, 1,
       timestamptz '2026-11-01Z' + interval '1 day' * (n::double precision / :lines), now(), true
FROM generate_series(0, :lines - 1) AS n
CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM account) AS a
