-- reconciliation resolve: somebody has taken it in hand and says why it is settled. The next check decides.
--   id, reason
UPDATE finding SET status = 'acknowledged', status_since = clock_timestamp(), status_by = acting(), status_reason = :reason, status_run_id = NULL, owner = acting()
WHERE id = :id
