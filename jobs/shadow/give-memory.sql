-- Step 2, first: what a statement of the comparison may use until its transaction ends. Buckets are cut so that it suffices.
SELECT set_config('work_mem', '64MB', true), set_config('hash_mem_multiplier', '2', true), set_config('enable_sort', 'off', true),
       set_config('jit', 'off', true)
