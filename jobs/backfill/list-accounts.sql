-- Undoing: the next accounts that a source has brought something to.
--   source_id, users, after, size
SELECT DISTINCT m.account_id
FROM migration m
WHERE m.source_id = :source_id AND m.account_id > :after
  AND (CAST(:users AS text[]) IS NULL
       OR EXISTS (SELECT FROM account a JOIN customer c ON c.id = a.customer_id WHERE a.id = m.account_id AND c.user_id = ANY (CAST(:users AS text[]))))
ORDER BY m.account_id LIMIT :size
