-- Step 2, for listed users: their next accounts in an interval.
--   users, next_id, last_id, size
SELECT a.id FROM account a JOIN customer c ON c.id = a.customer_id
WHERE c.user_id = ANY (CAST(:users AS text[])) AND a.id BETWEEN :next_id AND :last_id ORDER BY a.id LIMIT :size
