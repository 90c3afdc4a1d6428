-- Step 2, first in the comparison's transaction: what an earlier start of this run found, and what purged runs found.
--   run_id
WITH gone AS (
    SELECT v.run_id FROM shadow_verdict v WHERE v.run_id = :run_id OR NOT EXISTS (SELECT FROM run r WHERE r.id = v.run_id)
), verdicts AS (
    DELETE FROM shadow_verdict v USING gone g WHERE v.run_id = g.run_id
), sums AS (
    DELETE FROM shadow_sum s USING gone g WHERE s.run_id = g.run_id
)
DELETE FROM shadow_difference d USING gone g WHERE d.run_id = g.run_id
