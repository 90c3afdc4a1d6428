-- Step 4: what comes, by plan and credit type.
--   source_id, users
SELECT coalesce(r.plan, '') AS plan, t.code AS credit_type, count(*) AS rows, sum(r.millicredits[h.ordinal]) AS millicredits
FROM legacy_row r JOIN legacy_share h ON h.source_id = r.source_id JOIN credit_type t ON t.id = h.credit_type_id
WHERE r.source_id = :source_id AND r.reject_kind IS NULL AND (CAST(:users AS text[]) IS NULL OR r.user_id = ANY (CAST(:users AS text[])))
GROUP BY r.plan, t.id, t.code ORDER BY r.plan NULLS FIRST, t.id
