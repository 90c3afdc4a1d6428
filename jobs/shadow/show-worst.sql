-- After a run, for people: the users whose consumption differs most from the legacy system's.
--   run_id, size
SELECT s.name AS user_id, t.code AS credit_type, s.v2_millicredits, s.legacy_millicredits
FROM shadow_sum s JOIN credit_type t ON t.id = s.credit_type_id
WHERE s.run_id = :run_id AND s.dimension = 'user' AND s.v2_millicredits <> s.legacy_millicredits
  AND (SELECT v.legacy FROM shadow_verdict v WHERE v.run_id = :run_id ORDER BY v.id DESC LIMIT 1) IS NOT NULL
ORDER BY abs(s.v2_millicredits - s.legacy_millicredits) DESC, s.name, s.credit_type_id LIMIT :size
