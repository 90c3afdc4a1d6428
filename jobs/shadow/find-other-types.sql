-- Step 2, after find-other-users: a request that the shadow charges in one credit type and somebody in another is missing in the one
-- and extra in the other.
--   run_id
UPDATE shadow_difference d SET reason = 'other-credit-type'
FROM shadow_difference o
WHERE d.run_id = :run_id AND o.run_id = :run_id AND o.request_id = d.request_id AND o.user_id = d.user_id AND o.credit_type_id <> d.credit_type_id
  AND d.kind IN ('missing', 'extra') AND o.kind IN ('missing', 'extra') AND o.kind <> d.kind AND d.reason <> 'other-user'
