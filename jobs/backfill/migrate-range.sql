-- Step 2, the work: migrates the next rows of an interval. Customers and accounts are locked in the order of their ids, and those
-- that somebody holds are left to step 3.
--   source_id, run_id
--   next_id, last_id, size  at most so many rows from next_id on
--   users                   text[], NULL for all
SELECT coalesce(r.last_id, :last_id) AS last_id, r.size, w.*
FROM (SELECT array_agg(x.number) AS numbers, max(x.number) AS last_id, count(*) AS size
      FROM (SELECT number FROM legacy_row
            WHERE source_id = :source_id AND number BETWEEN :next_id AND :last_id
              AND (CAST(:users AS text[]) IS NULL OR user_id = ANY (CAST(:users AS text[])))
            ORDER BY number LIMIT :size) AS x) AS r
CROSS JOIN LATERAL migrate_balances(:source_id, coalesce(r.numbers, '{}'), :run_id) AS w
