-- Step 2, after find-payers, until no row comes: explains the next differences, and says which was the last.
--   run_id
--   after_user, after_request  the last one before; empty at first
--   most
SELECT e.last_user, e.last_request FROM explain_differences(:run_id, :after_user, :after_request, :most) AS e
