-- Step 4: the rows that are refused, as they stood in the source.
SELECT r.line, r.reject_column, r.reject_reason, r.raw
FROM legacy_row r
WHERE r.source_id = ? AND r.reject_kind IS NOT NULL AND (CAST(? AS text[]) IS NULL OR r.user_id = ANY (CAST(? AS text[])))
ORDER BY r.line
