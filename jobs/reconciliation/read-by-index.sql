-- Step 2, before a range is checked: until the transaction ends its rows are looked up, whatever the planner thinks of reading whole
-- tables. A range of 2,000 accounts then costs the same in a ledger of a hundred thousand accounts and in one of a million.
SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)
