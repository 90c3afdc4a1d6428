-- Step 1, last in each range's transaction: the interval has come this far. Committed with the work, so a killed run goes on
-- exactly here. A dry run rolls its work back to a savepoint and keeps this.
--   run_id, number, next_id
--   busy            bigint[], customers to come back to
--   counts, totals  of this range, as JSON
UPDATE run_partition
SET next_id = :next_id, busy = run_partition.busy || CAST(:busy AS bigint[]),
    counts = add_figures(counts, CAST(:counts AS jsonb)), totals = add_figures(totals, CAST(:totals AS jsonb))
WHERE run_id = :run_id AND number = :number
