-- Before a run: the credit types that balances can be migrated to, by the catalogue in force.
SELECT t.id, t.code, t.granularity_millicredits, c.credits_per_usd
FROM catalogue_span s
JOIN catalogue_credit_type c ON c.version_id = s.version_id
JOIN credit_type t ON t.id = c.credit_type_id
WHERE business_now() >= s.applies_from AND business_now() < s.applies_to
ORDER BY t.id
