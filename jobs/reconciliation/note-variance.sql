-- Step 5: puts what the whole has shown beside what its intervals counted.
--   run_id, findings, variance_millicredits
UPDATE run_partition
SET counts = add_figures(counts, jsonb_build_object('written', CAST(:findings AS bigint))),
    totals = add_figures(totals, jsonb_build_object('varianceMillicredits', CAST(:variance_millicredits AS numeric)))
WHERE run_id = :run_id AND number = (SELECT min(p.number) FROM run_partition p WHERE p.run_id = :run_id)
