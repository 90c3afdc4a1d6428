-- Step 2, after the last bucket: the whole.
--   run_id
--   source_id  NULL: no legacy system was compared
SELECT coalesce(sum(s.requests), 0) AS requests, coalesce(sum(s.compared), 0) AS compared, coalesce(sum(s.differing), 0) AS differing,
       coalesce(sum(s.shadow_millicredits), 0) AS shadow, coalesce(sum(s.real_millicredits), 0) AS real, coalesce(sum(s.off_by_millicredits), 0) AS off_by,
       coalesce(sum(s.v2_millicredits), 0) AS v2, coalesce(sum(s.legacy_millicredits), 0) AS legacy,
       coalesce(sum(abs(s.v2_millicredits - s.legacy_millicredits)), 0) AS legacy_off_by,
       (SELECT l.read_rows FROM legacy_source l WHERE l.id = CAST(:source_id AS bigint)) AS read_rows,
       (SELECT l.rejected FROM legacy_source l WHERE l.id = CAST(:source_id AS bigint)) AS rejected,
       (SELECT l.name FROM legacy_source l WHERE l.id = CAST(:source_id AS bigint)) AS legacy_name
FROM shadow_sum s WHERE s.run_id = :run_id AND s.dimension = 'user'
