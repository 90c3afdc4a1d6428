-- Instants by which a request may have been priced instead of its own: when somebody charged it, and when prices that concern it
-- began to apply, the six nearest of each kind. A price is in force just before the next one begins, too.
CREATE OR REPLACE FUNCTION other_price_times(model text, charged_at timestamptz) RETURNS SETOF timestamptz LANGUAGE sql STABLE ROWS 5 AS $$
    SELECT charged_at
    UNION ALL
    SELECT turn.at - before.gap
    FROM ((SELECT v.applies_from AS at FROM catalogue_version v WHERE isfinite(v.applies_from)
           ORDER BY abs(extract(epoch FROM v.applies_from - charged_at)), v.id LIMIT 6)
          UNION
          (SELECT p.applies_from FROM provider_price p WHERE p.model = other_price_times.model AND isfinite(p.applies_from)
           ORDER BY abs(extract(epoch FROM p.applies_from - charged_at)), p.id LIMIT 6)) AS turn
    CROSS JOIN (VALUES (interval '0'), (interval '1 microsecond')) AS before (gap)
$$;
