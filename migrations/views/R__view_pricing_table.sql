-- Per-unit prices with the span in which each is in force; NULL where a span has no end or no beginning.
CREATE OR REPLACE VIEW pricing_table AS
SELECT p.action, t.code AS credit_type, p.unit, p.per, p.base_millicredits / 1000.0 AS base_credits,
       nullif(s.applies_from, '-infinity') AS effective_from, nullif(s.applies_to, 'infinity') AS effective_to
FROM catalogue_price p JOIN catalogue_span s ON s.version_id = p.version_id JOIN credit_type t ON t.id = p.credit_type_id
WHERE NOT p.provider_prices;
