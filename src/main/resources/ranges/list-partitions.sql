-- Step 1: the intervals with work left: all of them at first, the unfinished ones when a run goes on.
--   run_id
SELECT number FROM run_partition WHERE run_id = :run_id AND next_id <= last_id ORDER BY number
