-- Step 1, first in each range's transaction: where the interval stands, held until the commit; no row if another start of the
-- run, or another worker on this interval, has taken over. The share lock makes a takeover wait for this range, and lets the
-- heartbeat pass.
--   run_id, fence, number, token
SELECT p.next_id, p.last_id
FROM run r JOIN run_partition p ON p.run_id = r.id
WHERE r.id = :run_id AND r.fence = :fence AND r.status = 'RUNNING' AND p.number = :number AND p.token = :token
FOR KEY SHARE OF r FOR UPDATE OF p
