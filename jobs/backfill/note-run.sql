-- Step 4, last: what the whole source comes to goes to the first interval; it is a state and no sum, so what earlier rounds said of it
-- is taken away. No row if another start of the run has taken over.
--   run_id, fence, files (JSON), findings
--   source, accepted, rejected  millicredits; source and rejected to the nearest one
WITH ours AS (
    UPDATE run SET files = CAST(:files AS jsonb), findings = :findings, counts = counts - 'read' - 'rejected',
        totals = totals - 'sourceMillicredits' - 'earlierMillicredits' - 'rejectedMillicredits' - 'roundingMillicredits'
    WHERE id = :run_id AND fence = :fence AND status = 'RUNNING'
    RETURNING id
)
UPDATE run_partition p
SET totals = p.totals || jsonb_build_object('sourceMillicredits', round(:source), 'earlierMillicredits', :accepted - g.migrated,
    'rejectedMillicredits', round(:rejected), 'roundingMillicredits', round(:source) - :accepted - round(:rejected))
FROM ours o CROSS JOIN LATERAL (
    SELECT coalesce(sum((x.totals ->> 'migratedMillicredits')::numeric), 0) AS migrated FROM run_partition x WHERE x.run_id = o.id) AS g
WHERE p.run_id = o.id AND p.number = 1
