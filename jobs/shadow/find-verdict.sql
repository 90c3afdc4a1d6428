-- After a run, for people.
--   run_id
SELECT v.* FROM shadow_verdict v WHERE v.run_id = :run_id
