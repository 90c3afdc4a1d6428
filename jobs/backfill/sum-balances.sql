-- Step 4: what the source comes to, per credit type: source = accepted + rejected + rounding.
--   source_id, users
SELECT * FROM sum_balances(:source_id, CAST(:users AS text[]))
