-- Step 4, before the run is completed: what the comparison counted and summed.
--   run_id
--   counts, totals  as JSON
UPDATE run_partition SET next_id = last_id + 1, counts = CAST(:counts AS jsonb), totals = CAST(:totals AS jsonb)
WHERE run_id = :run_id AND number = 1
