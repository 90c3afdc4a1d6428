-- Runs whose process has said nothing for longer than a lease, in seconds: it was killed, is frozen or cannot reach the database. A
-- node recovers them within seconds, so one that stays has no node. By run.
SELECT format('run %s (%s for %s)', id, job, business_for) AS label, round(extract(epoch FROM clock_timestamp() - heartbeat_at)) AS seconds
FROM run
WHERE status = 'RUNNING' AND heartbeat_at < clock_timestamp() - lease()
ORDER BY heartbeat_at
LIMIT 100
