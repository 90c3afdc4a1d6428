-- Step 1, first in its transaction: the run, while it is ours; and whether its rows have been staged in this round. What a
-- round that was completed has left, because its process died before it tidied up, says nothing of the next.
--   run_id, fence
SELECT EXISTS (SELECT FROM usage_run u WHERE u.run_id = r.id AND u.round = r.round) AS staged
FROM run r WHERE r.id = :run_id AND r.fence = :fence AND r.status = 'RUNNING' FOR KEY SHARE
