-- How long the oldest transaction of a run has been open, in seconds: a range takes a fifth of one, so a run whose transaction is
-- minutes old lives and makes no progress. By run and start.
SELECT application_name AS label, round(max(extract(epoch FROM clock_timestamp() - xact_start))) AS seconds
FROM pg_stat_activity
WHERE datname = current_database() AND application_name LIKE 'bursar run %' AND xact_start IS NOT NULL
GROUP BY application_name
ORDER BY max(clock_timestamp() - xact_start) DESC
LIMIT 100
