-- Undoing, the work: takes back what is not spent of a few accounts, in one transaction.
--   source_id, accounts (bigint[]), reason
SELECT * FROM undo_migrations(:source_id, CAST(:accounts AS bigint[]), :reason)
