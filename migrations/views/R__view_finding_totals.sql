-- How many findings of each kind are not resolved, open and acknowledged, and since when; every kind has its row, for metrics.
CREATE OR REPLACE VIEW finding_totals AS
SELECT k.code AS kind, k.name, k.rule, count(f.id) FILTER (WHERE f.status = 'open') AS open, count(f.id) FILTER (WHERE f.status = 'acknowledged') AS acknowledged,
       coalesce(sum(abs(f.amount_millicredits)), 0) AS amount_millicredits, min(f.first_seen_at) AS oldest_at
FROM finding_kind k LEFT JOIN finding f ON f.kind = k.code AND f.status <> 'resolved'
GROUP BY k.code, k.name, k.rule, k.ordinal ORDER BY k.ordinal;
