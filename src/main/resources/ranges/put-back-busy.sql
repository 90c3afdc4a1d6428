-- Step 2, last in its transaction: who is still busy, and what was done for the others.
--   run_id, number, busy, counts, totals
UPDATE run_partition
SET busy = CAST(:busy AS bigint[]),
    counts = add_figures(counts, CAST(:counts AS jsonb)), totals = add_figures(totals, CAST(:totals AS jsonb))
WHERE run_id = :run_id AND number = :number
