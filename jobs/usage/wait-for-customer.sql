-- Step 3, where skipping does not help: joins the queue for the accounts of one customer. The transaction holds nothing else while it
-- waits; lock_timeout bounds the wait.
--   run_id, place
SELECT a.id FROM account a
WHERE a.customer_id = (SELECT s.customer_id FROM staged_usage s WHERE s.run_id = :run_id AND s.place = :place) ORDER BY a.id FOR UPDATE
