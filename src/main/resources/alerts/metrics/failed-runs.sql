-- Runs that failed within the window, were not repeated since, and that no schedule started: those of schedules are told of by
-- their job.yaml. By job, so that one cause is one alert.
SELECT r.job AS label, count(*) AS runs
FROM run r
WHERE r.status = 'FAILED' AND NOT r.dry_run AND r.started_at > statement_timestamp() - :window
  AND NOT EXISTS (SELECT FROM due_interval d WHERE d.run_id = r.id)
GROUP BY r.job
ORDER BY count(*) DESC, r.job
LIMIT 100
