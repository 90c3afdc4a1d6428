-- Step 3, after hold-run: the next of what was seen become findings. One that is known is seen again and goes on; one that had
-- been settled before the snapshot was taken is open again. What somebody settled since is left to the next snapshot.
--   run_id, size
--   seen_at  when the snapshot was taken
WITH batch AS (
    DELETE FROM finding_seen s
    WHERE s.run_id = :run_id AND (s.kind, s.account_id, s.place) IN
        (SELECT n.kind, n.account_id, n.place FROM finding_seen n WHERE n.run_id = :run_id ORDER BY n.kind, n.account_id, n.place LIMIT :size)
    RETURNING s.*
)
INSERT INTO finding AS f (kind, account_id, place, amount_millicredits, evidence, first_seen_at, last_seen_at, first_run_id, last_run_id,
                          status_since, status_by, status_reason, status_run_id)
SELECT b.kind, b.account_id, b.place, b.amount_millicredits, b.evidence, :seen_at, :seen_at, b.run_id, b.run_id,
       :seen_at, acting(), format('seen by run %s', b.run_id), b.run_id
FROM batch b ORDER BY b.kind, b.account_id, b.place
ON CONFLICT ON CONSTRAINT finding_is_one_per_fault DO UPDATE
SET amount_millicredits = excluded.amount_millicredits, evidence = excluded.evidence, last_seen_at = excluded.last_seen_at, last_run_id = excluded.last_run_id,
    status        = CASE WHEN f.status <> 'open' AND f.status_since < excluded.last_seen_at THEN excluded.status ELSE f.status END,
    status_since  = CASE WHEN f.status <> 'open' AND f.status_since < excluded.last_seen_at THEN excluded.status_since ELSE f.status_since END,
    status_by     = CASE WHEN f.status <> 'open' AND f.status_since < excluded.last_seen_at THEN excluded.status_by ELSE f.status_by END,
    status_reason = CASE WHEN f.status <> 'open' AND f.status_since < excluded.last_seen_at THEN 'again ' || excluded.status_reason ELSE f.status_reason END,
    status_run_id = CASE WHEN f.status <> 'open' AND f.status_since < excluded.last_seen_at THEN excluded.status_run_id ELSE f.status_run_id END
