-- Step 2, after the last bucket: by whom other multipliers can be tried; gone with the transaction.
--   from_at, to_at
CREATE TEMPORARY TABLE payer ON COMMIT DROP AS SELECT p.user_id, p.from_at, p.to_at FROM other_payers(:from_at, :to_at) AS p
