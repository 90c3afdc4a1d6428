-- Step 1: a file that was read before, whoever read it.
--   sha256
SELECT s.id FROM legacy_source s WHERE s.sha256 = :sha256
