-- Step 4: what is odd and comes all the same, by kind.
--   source_id, users
SELECT * FROM count_odd_rows(:source_id, CAST(:users AS text[]))
