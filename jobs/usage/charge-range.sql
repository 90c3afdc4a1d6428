-- Step 2, the work: charges the next rows of an interval. A range of a dry run ends with a customer, as what it takes back the next
-- range could not see.
--   run_id, next_id, last_id
--   size     at most so many rows, but for a dry run's last customer
--   dry_run
SELECT r.last_place, w.*, CAST('{}' AS bigint[]) AS left_over
FROM (SELECT CASE WHEN :dry_run THEN least(:last_id, last_place_of(:run_id, least(:last_id, :next_id + :size - 1)))
                  ELSE least(:last_id, :next_id + :size - 1) END AS last_place) AS r
CROSS JOIN LATERAL settle_usage(:run_id, ARRAY[CAST(:next_id AS bigint)], ARRAY[CAST(r.last_place AS bigint)],
    ARRAY(SELECT unnest(p.busy) FROM run_partition p WHERE p.run_id = :run_id AND :next_id BETWEEN p.first_id AND p.last_id)) AS w
