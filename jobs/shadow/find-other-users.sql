-- Step 2, after the last bucket: a request that the shadow gives to one user and the real charge to another is missing with the one
-- and extra with the other.
--   run_id
UPDATE shadow_difference d SET reason = 'other-user'
FROM shadow_difference o
WHERE d.run_id = :run_id AND o.run_id = :run_id AND o.request_id = d.request_id AND o.user_id <> d.user_id
  AND d.kind IN ('missing', 'extra') AND o.kind IN ('missing', 'extra') AND o.kind <> d.kind
