-- How long ago, in seconds of business time, the oldest slot was whose interval waits to be started, though nobody paused the schedule
-- and no maintenance is on. By job.
SELECT d.job AS label, round(extract(epoch FROM business_now() - min(d.slot_at))) AS seconds
FROM due_interval d JOIN schedule s ON s.job = d.job
WHERE d.status = 'WAITING' AND s.paused_at IS NULL AND NOT (SELECT active FROM maintenance_state)
GROUP BY d.job
ORDER BY min(d.slot_at)
LIMIT 100
