-- Step 1: progress is told by buckets of users.
--   run_id, buckets
INSERT INTO run_partition (run_id, number, first_id, last_id, next_id) VALUES (:run_id, 1, 1, :buckets, 1)
