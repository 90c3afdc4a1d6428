-- Step 1, first in its transaction: whether the run has still to be cut into intervals; no row if another start has taken over.
--   run_id, fence
SELECT NOT EXISTS (SELECT FROM run_partition p WHERE p.run_id = r.id) AS uncut
FROM run r WHERE r.id = :run_id AND r.fence = :fence FOR KEY SHARE
