-- Step 1, the work: opens what is due for the next customers of an interval. Accounts are locked in the order of their ids and
-- those that somebody holds are left to step 2.
--   next_id, last_id, size  at most so many customers from next_id on
--   users                   text[], NULL for all
--   at, through, run_id     business time, the run's date, the run
SELECT coalesce(r.last_id, :last_id) AS last_id, r.size, w.*
FROM (SELECT array_agg(c.id) AS ids, max(c.id) AS last_id, count(*) AS size
      FROM (SELECT id FROM customer
            WHERE id BETWEEN :next_id AND :last_id AND (CAST(:users AS text[]) IS NULL OR user_id = ANY (CAST(:users AS text[])))
            ORDER BY id LIMIT :size) AS c) AS r
CROSS JOIN LATERAL allocate_customers(coalesce(r.ids, '{}'), :at, :through, :run_id) AS w
