-- Step 1: every start checks everything under a snapshot of its own, so what an earlier start counted is forgotten.
--   run_id, fence
UPDATE run SET counts = '{}', totals = '{}', findings = 0 WHERE id = :run_id AND fence = :fence
