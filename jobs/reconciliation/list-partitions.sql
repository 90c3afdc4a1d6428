-- Step 2: the intervals to check; what lies beyond the last account belongs to the last interval.
--   run_id
SELECT p.number, p.first_id, p.last_id, p.number = max(p.number) OVER () AS is_last
FROM run_partition p WHERE p.run_id = :run_id ORDER BY p.number
