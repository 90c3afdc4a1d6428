-- What became of the source, per credit type: source = migrated + earlier + rejected + rounding + difference.
--   source_id, users
SELECT * FROM prove_balances(:source_id, CAST(:users AS text[]))
