-- Step 3: users.csv, days.csv, models.csv.
--   run_id, dimension
SELECT s.name, t.code AS credit_type, s.requests, s.compared, s.differing, s.shadow_millicredits, s.real_millicredits, s.off_by_millicredits,
       s.v2_millicredits, s.legacy_millicredits, s.v2_millicredits - s.legacy_millicredits AS legacy_off_by_millicredits
FROM shadow_sum s JOIN credit_type t ON t.id = s.credit_type_id
WHERE s.run_id = :run_id AND s.dimension = :dimension ORDER BY s.run_id, s.dimension, s.name, s.credit_type_id
