-- Step 5, last: what was written, and how many rows were refused.
--   run_id, fence, files (JSON)
UPDATE run SET files = CAST(:files AS jsonb), findings = (SELECT count(*) FROM rejected_usage x WHERE x.run_id = :run_id)
WHERE id = :run_id AND fence = :fence AND status = 'RUNNING'
