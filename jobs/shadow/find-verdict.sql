-- After a run, for people: what its latest comparison said.
--   run_id
SELECT v.* FROM shadow_verdict v WHERE v.run_id = :run_id ORDER BY v.id DESC LIMIT 1
