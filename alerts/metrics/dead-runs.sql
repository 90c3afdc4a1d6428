-- Runs whose process has said nothing for ten seconds: it was killed, or it cannot reach the database. By run.
SELECT format('run %s (%s for %s)', id, job, business_for) AS label, extract(epoch FROM statement_timestamp() - heartbeat_at)::bigint AS seconds
FROM run
WHERE status = 'RUNNING' AND heartbeat_at < statement_timestamp() - interval '10 seconds'
ORDER BY heartbeat_at
LIMIT 100
