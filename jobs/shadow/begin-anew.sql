-- Step 1: every start compares everything anew, so what an earlier start counted is forgotten.
--   run_id, fence
UPDATE run SET counts = '{}', totals = '{}', files = '[]', findings = 0 WHERE id = :run_id AND fence = :fence
