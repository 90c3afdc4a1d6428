-- Steps 2 and 3, behind the progress: rows that were refused, and why. A dry run keeps them too.
--   run_id
--   lines, fields, reasons, rows   arrays of one length
INSERT INTO rejected_usage (run_id, line, field, reason, row)
SELECT :run_id, r.line, r.field, r.reason, r.row::jsonb
FROM unnest(CAST(:lines AS bigint[]), CAST(:fields AS text[]), CAST(:reasons AS text[]), CAST(:rows AS text[])) AS r (line, field, reason, row)
ON CONFLICT ON CONSTRAINT rejected_usage_pk DO UPDATE SET field = excluded.field, reason = excluded.reason
