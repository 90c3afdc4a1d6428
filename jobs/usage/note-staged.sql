-- Step 1, last: the source was read.
--   run_id
--   users   text[], NULL for all
INSERT INTO usage_run (run_id, round, staged_counts)
SELECT :run_id, (SELECT o.round FROM run o WHERE o.id = :run_id), jsonb_build_object('read', r.rejected + t.repeated, 'written', 0, 'skipped', t.repeated, 'rejected', r.rejected)
FROM (SELECT count(*) AS rejected FROM rejected_usage x WHERE x.run_id = :run_id) AS r
CROSS JOIN (SELECT count(*) AS repeated FROM arrived a
            WHERE a.reason = '' AND (CAST(:users AS text[]) IS NULL OR a.user_id = ANY (CAST(:users AS text[])))) AS t
