-- Step 3, where skipping does not help: joins the queue for one account of the customer of one row. The transaction holds no other
-- account while it waits, so it can be part of no deadlock; lock_timeout bounds the wait.
--   source_id, number
SELECT a.id
FROM legacy_row r JOIN legacy_share h ON h.source_id = r.source_id JOIN account a ON a.customer_id = r.customer_id AND a.credit_type_id = h.credit_type_id
WHERE r.source_id = :source_id AND r.number = :number ORDER BY a.id LIMIT 1 FOR UPDATE OF a
