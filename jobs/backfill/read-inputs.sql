-- For a plan: what decides the outcome besides parameters, environment, source and balances. A plan is stale once one of these differs.
SELECT 'catalogue' AS input, coalesce(string_agg(concat_ws(' ', id, applies_from, sha256), E'\n' ORDER BY id), '') AS content
FROM catalogue_version
UNION ALL
SELECT 'subscriptions', concat_ws(' ', coalesce(max(id), 0), count(voided_at)) FROM subscription_change
UNION ALL
SELECT 'customers', concat_ws(' ', coalesce(max(id), 0), count(*)) FROM customer
UNION ALL
SELECT 'migrations', concat_ws(' ', count(*), count(undone_at)) FROM migration
