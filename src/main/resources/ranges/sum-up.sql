-- Step 3: adds this round's figures to those of the run's earlier rounds and completes the run, at once and once. No row if
-- another start has taken over or work is left. Skipped periods are a state and not a sum.
--   run_id, fence
UPDATE run
SET status = 'COMPLETED', finished_at = clock_timestamp(), heartbeat_at = clock_timestamp(), error = NULL,
    counts = add_figures(run.counts - 'skipped', p.counts), totals = add_figures(run.totals, p.totals)
FROM run_progress p
WHERE p.run_id = run.id AND run.id = :run_id AND run.fence = :fence AND run.status = 'RUNNING'
  AND p.done_ids = p.all_ids AND p.busy = 0
