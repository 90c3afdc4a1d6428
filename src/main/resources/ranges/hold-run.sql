-- First in every transaction that writes beside a long reading, or last: no row if another start of the run has taken over. The share lock makes a takeover wait
-- for this transaction, and lets the heartbeat pass.
--   run_id, fence
SELECT r.id FROM run r WHERE r.id = :run_id AND r.fence = :fence FOR KEY SHARE
