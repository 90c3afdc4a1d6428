-- Step 2, first in its transaction: the next interval after `after` with customers to come back to, held until the commit.
--   run_id, fence, after
SELECT p.number, p.busy
FROM run r JOIN run_partition p ON p.run_id = r.id
WHERE r.id = :run_id AND r.fence = :fence AND cardinality(p.busy) > 0
ORDER BY p.number <= :after, p.number LIMIT 1
FOR KEY SHARE OF r FOR UPDATE OF p
