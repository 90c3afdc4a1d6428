-- Step 4: what was refused, by kind, and how much of the source that is. The plainest reason of a kind stands for it.
--   source_id, users
SELECT r.reject_kind AS kind, min(r.reject_reason) AS example, count(*) AS rows, coalesce(sum(r.amount), 0) AS amount
FROM legacy_row r
WHERE r.source_id = :source_id AND r.reject_kind IS NOT NULL AND (CAST(:users AS text[]) IS NULL OR r.user_id = ANY (CAST(:users AS text[])))
GROUP BY r.reject_kind ORDER BY r.reject_kind
