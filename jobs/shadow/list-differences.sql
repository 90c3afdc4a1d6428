-- Step 3: requests.csv, by user, request and credit type.
--   run_id
SELECT d.request_id, d.user_id, t.code AS credit_type, d.occurred_at, d.model, d.kind, d.reason, d.charges,
       d.shadow_millicredits, d.real_millicredits, d.off_by_millicredits
FROM shadow_difference d JOIN credit_type t ON t.id = d.credit_type_id
WHERE d.run_id = :run_id ORDER BY d.run_id, d.user_id, d.request_id, d.credit_type_id
