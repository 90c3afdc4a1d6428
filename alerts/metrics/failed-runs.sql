-- Runs that failed within the window and were not completed since. By job, so that one cause is one alert.
SELECT job AS label, count(*) AS runs
FROM run
WHERE status = 'FAILED' AND NOT dry_run AND finished_at > statement_timestamp() - :window
GROUP BY job
ORDER BY count(*) DESC, job
LIMIT 100
