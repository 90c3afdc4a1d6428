-- Step 3, the work: migrates rows of customers who were busy before; those who still are come back once more.
--   source_id, run_id
--   numbers  bigint[]
SELECT w.* FROM migrate_balances(:source_id, CAST(:numbers AS bigint[]), :run_id) AS w
