-- Step 3: rejected.csv.
--   source_id
SELECT r.line, r.reject_column, r.reason, r.cells FROM legacy_reject r WHERE r.source_id = :source_id ORDER BY r.source_id, r.line
