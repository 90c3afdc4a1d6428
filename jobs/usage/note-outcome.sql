-- Step 4: how many rows were refused for which reason, by the word with which each begins, and when the newest event happened.
--   run_id, fence
UPDATE run SET outcome = jsonb_build_object(
    'refused', (SELECT coalesce(jsonb_object_agg(x.reason, x.rows), '{}')
                FROM (SELECT split_part(r.reason, ':', 1) AS reason, count(*) AS rows FROM rejected_usage r WHERE r.run_id = :run_id GROUP BY 1) AS x),
    'newestEventAt', (SELECT max(s.occurred_at) FROM staged_usage s WHERE s.run_id = :run_id))
WHERE id = :run_id AND fence = :fence AND status = 'RUNNING'
