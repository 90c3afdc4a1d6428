-- Step 1, first in the transaction that reads a legacy source; its figures follow when it is read.
--   name
--   sha256  NULL for a table
INSERT INTO legacy_source (name, sha256, read_rows, rejected) VALUES (:name, :sha256, 0, 0) RETURNING id
