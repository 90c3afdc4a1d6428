-- Step 1, then in the transaction that reads a legacy source; its figures follow when it is read.
--   name
--   sha256, is_table
INSERT INTO legacy_source (name, sha256, is_table, read_rows, rejected) VALUES (:name, :sha256, :is_table, 0, 0) RETURNING id
