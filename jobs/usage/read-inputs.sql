-- For a plan: what decides the outcome besides parameters, environment and balances. A plan is stale once one of these differs.
SELECT 'catalogue' AS input, coalesce(string_agg(concat_ws(' ', id, applies_from, sha256), E'\n' ORDER BY id), '') AS content
FROM catalogue_version
UNION ALL
SELECT 'flags', coalesce(string_agg(concat_ws(' ', id, flag, value, source, effective_at), E'\n' ORDER BY id), '')
FROM flag_change
UNION ALL
SELECT 'prices', concat_ws(' ', coalesce(max(id), 0), count(*))
FROM provider_price
UNION ALL
SELECT 'caps', concat_ws(' ', coalesce(max(id), 0), count(*))
FROM account_cap
UNION ALL
SELECT 'subscriptions', concat_ws(' ', coalesce(max(id), 0), count(voided_at))
FROM subscription_change
