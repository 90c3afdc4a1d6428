-- Step 4, last: what was written, and how many rows were refused. Rows that are read, refused or settled already are a state of the
-- round and no sum: what earlier rounds said of them is taken away.
--   run_id, fence, files (JSON)
UPDATE run SET files = CAST(:files AS jsonb), findings = (SELECT count(*) FROM rejected_usage x WHERE x.run_id = :run_id),
    counts = counts - 'read' - 'rejected', totals = totals - 'repeatedEvents' - 'legacyEvents'
WHERE id = :run_id AND fence = :fence AND status = 'RUNNING'
