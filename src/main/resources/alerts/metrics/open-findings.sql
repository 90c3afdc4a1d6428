-- Places where the books do not agree, as the last reconciliation found them, and that nobody has acknowledged. By invariant.
SELECT format('%s (%s)', kind, name) AS label, open AS findings
FROM finding_totals
WHERE open > 0
