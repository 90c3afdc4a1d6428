-- Step 2, the work, under the snapshot: what is broken in a range of accounts. The condition reaches into every invariant, so a
-- range reads its own accounts alone; the account 0 stands for what belongs to none.
--   first_id, last_id
SELECT b.kind, b.account_id, b.place, b.amount_millicredits, b.evidence
FROM invariants_broken b WHERE b.account_id BETWEEN :first_id AND :last_id
