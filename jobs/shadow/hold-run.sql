-- First in every transaction that writes what stays, or last: no row if another start of the run has taken over.
--   run_id, fence
SELECT r.id FROM run r WHERE r.id = :run_id AND r.fence = :fence FOR KEY SHARE
