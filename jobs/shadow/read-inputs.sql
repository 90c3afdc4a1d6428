-- For a plan: what decides the outcome besides parameters, environment and balances.
SELECT 'catalogue' AS input, coalesce(string_agg(concat_ws(' ', v.id, v.applies_from, v.sha256), E'\n' ORDER BY v.id), '') AS content FROM catalogue_version v
UNION ALL
SELECT 'prices', coalesce(string_agg(concat_ws(' ', p.id, p.model, p.applies_from, p.input_usd_per_token, p.output_usd_per_token), E'\n' ORDER BY p.id), '')
FROM provider_price p
