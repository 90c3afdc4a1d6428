-- How long ago, in seconds, anybody last looked at the schedules: a node does so every few seconds, `schedule tick` each time. None
-- where nobody ever did, or where every schedule is paused.
SELECT round(extract(epoch FROM clock_timestamp() - max(manifest_seen_at))) AS seconds
FROM schedule
HAVING bool_or(paused_at IS NULL)
