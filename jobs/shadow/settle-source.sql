-- Step 1, last in the transaction that reads a legacy source.
--   id, read_rows, rejected
UPDATE legacy_source SET read_rows = :read_rows, rejected = :rejected WHERE id = :id
