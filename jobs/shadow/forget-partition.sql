-- Step 1: how far an earlier start had come.
--   run_id
DELETE FROM run_partition WHERE run_id = :run_id
