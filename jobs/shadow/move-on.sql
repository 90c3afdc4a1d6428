-- Step 2, while the comparison's own transaction goes on: so many buckets are done.
--   run_id, done
UPDATE run_partition SET next_id = :done + 1 WHERE run_id = :run_id AND number = 1
