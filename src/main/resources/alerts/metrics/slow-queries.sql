-- Sessions of the host, or of anybody but bursar, that have been busy with one statement for more than half a second now.
SELECT count(*) AS sessions
FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND state = 'active' AND pid <> pg_backend_pid()
  AND application_name NOT LIKE 'bursar%' AND application_name NOT LIKE 'pg_%'
  AND query_start < clock_timestamp() - interval '500 milliseconds'
