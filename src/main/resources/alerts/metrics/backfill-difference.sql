-- Credits of a legacy source that a run of backfill within the window ended with and that are accounted for nowhere, either way: neither
-- migrated, earlier, rejected nor rounding. By run and credit type.
SELECT format('%s (run %s)', d.key, r.id) AS label, trim_scale(abs(d.value::numeric) / 1000) AS credits
FROM run r CROSS JOIN LATERAL jsonb_each_text(r.outcome -> 'differenceMillicredits') AS d
WHERE r.job = 'backfill' AND r.status = 'COMPLETED' AND NOT r.dry_run AND r.started_at > statement_timestamp() - :window
  AND d.value::numeric <> 0
ORDER BY 2 DESC, 1
LIMIT 100
