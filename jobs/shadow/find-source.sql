-- Step 1: rows that were read before, whoever read them.
--   sha256
SELECT s.id FROM legacy_source s WHERE s.sha256 = :sha256
