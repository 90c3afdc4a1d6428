-- Step 2: the comparison's own tables, gone with its transaction; temporary, so they write no WAL and no kill leaves any.
--   buckets
SELECT make_lines(:buckets)
