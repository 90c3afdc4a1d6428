-- Step 2, last for each range, after hold-run: the interval has come this far.
--   run_id, number, next_id, accounts, checked_millicredits
UPDATE run_partition
SET next_id = :next_id, counts = add_figures(counts, jsonb_build_object('read', CAST(:accounts AS bigint))),
    totals = add_figures(totals, jsonb_build_object('checkedMillicredits', CAST(:checked_millicredits AS numeric)))
WHERE run_id = :run_id AND number = :number
