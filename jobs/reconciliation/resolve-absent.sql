-- Step 4, after hold-run: findings of the accounts that were checked and that the snapshot does not show any more are resolved,
-- some at a time.
--   run_id, size
--   seen_at  when the snapshot was taken
--   users    text[], NULL for all
UPDATE finding f
SET status = 'resolved', status_since = :seen_at, status_by = acting(), status_reason = format('no longer there for run %s', :run_id), status_run_id = :run_id
WHERE f.id IN (
    SELECT n.id FROM finding n
    WHERE n.status <> 'resolved' AND n.last_seen_at < :seen_at
      AND (CAST(:users AS text[]) IS NULL OR n.account_id IN
          (SELECT a.id FROM account a JOIN customer c ON c.id = a.customer_id WHERE c.user_id = ANY (CAST(:users AS text[]))))
    ORDER BY n.last_seen_at LIMIT :size FOR UPDATE)
