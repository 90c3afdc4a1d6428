-- Step 2, under the snapshot: how much there is in a range.
--   first_id, last_id
SELECT count(*) AS accounts, coalesce(sum(a.balance_millicredits), 0) AS checked_millicredits
FROM account a WHERE a.id BETWEEN :first_id AND :last_id
