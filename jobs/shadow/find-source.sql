-- Step 1: rows that were read before, whoever read them; none where a row was refused for a credit type that there is by now.
--   sha256
SELECT s.id FROM legacy_source s
WHERE s.sha256 = :sha256
  AND NOT EXISTS (SELECT FROM legacy_reject r JOIN credit_type t ON t.code = r.cells[2] WHERE r.source_id = s.id AND r.reject_column = 'credit_type')
