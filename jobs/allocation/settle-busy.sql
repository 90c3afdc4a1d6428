-- Step 2, the work: opens what is due for customers who were busy before; those who still are come back once more.
--   customers            bigint[]
--   at, through, run_id  as in step 1
SELECT w.* FROM allocate_customers(CAST(:customers AS bigint[]), :at, :through, :run_id) AS w
