-- reconciliation findings: those asked for, the longest known first.
--   status, kind  NULL for any; status 'standing' for all that are not resolved
--   users         text[], NULL for any
--   most          at most so many
SELECT f.id, f.kind, f.name, f.status, f.user_id, f.credit_type, f.amount_millicredits, f.place, f.evidence, f.first_seen_at, f.last_seen_at,
       f.first_run_id, f.last_run_id, f.owner, f.status_since, f.status_by, f.status_reason
FROM findings f
WHERE CASE CAST(:status AS text) WHEN 'any' THEN true WHEN 'standing' THEN f.status <> 'resolved' ELSE f.status = :status END
  AND (CAST(:kind AS text) IS NULL OR f.kind = :kind)
  AND (CAST(:users AS text[]) IS NULL OR f.user_id = ANY (CAST(:users AS text[])))
ORDER BY f.first_seen_at, f.id LIMIT :most
