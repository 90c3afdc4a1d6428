-- A run that has read its source, and that source. The latest one for real where none is named.
--   run_id  NULL: the latest
SELECT r.id AS run_id, s.id AS source_id, s.name, s.seam_at, s.recoded_lines, s.sha256,
       ARRAY(SELECT u FROM jsonb_array_elements_text(r.parameters -> 'users') AS u) AS users, r.parameters #>> '{values,source}' AS source
FROM run r
JOIN backfill_source s ON s.sha256 = r.parameters #>> '{values,sha256}' AND s.seam_asked = r.parameters #>> '{values,asOf}'
                    AND s.mapping_sha256 = encode(sha256(convert_to(r.parameters #>> '{values,mapping}', 'UTF8')), 'hex')
WHERE r.job = 'backfill' AND (r.id = CAST(:run_id AS bigint) OR CAST(:run_id AS bigint) IS NULL AND NOT r.dry_run)
ORDER BY r.started_at DESC, r.id DESC LIMIT 1
