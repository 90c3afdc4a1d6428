-- Step 6, and before a file is read: what was staged for the run is not needed any more once its round is completed.
--   run_id
WITH staged AS (DELETE FROM staged_usage WHERE run_id = :run_id), rejected AS (DELETE FROM rejected_usage WHERE run_id = :run_id)
DELETE FROM usage_run WHERE run_id = :run_id
