-- What of undone migrations was spent or expired before, and so is still the users'.
--   users      NULL: all
--   source_id  of this source; NULL: of all
--   accounts   bigint[], of these accounts; NULL: of all
SELECT c.user_id, t.code AS credit_type, m.kept_millicredits, m.millicredits, m.undone_at, s.name AS source, r.line
FROM migration m
JOIN account a ON a.id = m.account_id JOIN customer c ON c.id = a.customer_id JOIN credit_type t ON t.id = a.credit_type_id
JOIN backfill_source s ON s.id = m.source_id JOIN legacy_row r ON r.source_id = m.source_id AND r.number = m.number
WHERE m.undone_at IS NOT NULL AND m.kept_millicredits > 0
  AND (CAST(:source_id AS integer) IS NULL OR m.source_id = CAST(:source_id AS integer))
  AND (CAST(:accounts AS bigint[]) IS NULL OR m.account_id = ANY (CAST(:accounts AS bigint[])))
  AND (CAST(:users AS text[]) IS NULL OR c.user_id = ANY (CAST(:users AS text[])))
ORDER BY c.user_id COLLATE "C", t.id, m.take
