-- Step 2, where skipping does not help: joins the queue for one due account of one customer. The transaction holds no other
-- account while it waits, so it can be part of no deadlock; lock_timeout bounds the wait.
--   customer_id, at
SELECT id FROM account WHERE customer_id = :customer_id AND next_due_at <= :at ORDER BY id LIMIT 1 FOR UPDATE
