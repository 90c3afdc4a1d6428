-- Step 2, first in the comparison's transaction: what an earlier start of this run found, and what purged runs found. What this run
-- said of another legacy source stands.
--   run_id
--   source_id  NULL: no legacy system is compared
WITH gone AS (
    SELECT DISTINCT v.run_id FROM shadow_verdict v WHERE v.run_id = :run_id OR NOT EXISTS (SELECT FROM run r WHERE r.id = v.run_id)
), verdicts AS (
    DELETE FROM shadow_verdict v USING gone g
    WHERE v.run_id = g.run_id
      AND (v.run_id <> :run_id OR v.legacy_sha256 = coalesce((SELECT s.sha256 FROM legacy_source s WHERE s.id = CAST(:source_id AS bigint)), ''))
), sums AS (
    DELETE FROM shadow_sum s USING gone g WHERE s.run_id = g.run_id
)
DELETE FROM shadow_difference d USING gone g WHERE d.run_id = g.run_id
