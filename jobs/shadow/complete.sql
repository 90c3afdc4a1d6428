-- Step 4: completes the run. Its figures are those of this comparison alone, since it is a state and not a sum. No row if another
-- start has taken over.
--   run_id, fence, findings
--   counts, totals  as JSON
--   files           as a JSON array
UPDATE run
SET status = 'COMPLETED', finished_at = clock_timestamp(), heartbeat_at = clock_timestamp(), error = NULL,
    counts = p.counts, totals = p.totals, files = CAST(:files AS jsonb), findings = :findings
FROM run_progress p
WHERE p.run_id = run.id AND run.id = :run_id AND run.fence = :fence AND run.status = 'RUNNING' AND p.done_ids = p.all_ids
