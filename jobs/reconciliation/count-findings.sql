-- Step 5, after hold-run: what the snapshot showed, as findings, or in a dry run as seen. An account is off by what its most
-- broken invariant says: one wrong balance breaks several, and is no more wrong for that.
--   run_id
--   seen_at  when the snapshot was taken
WITH shown AS (
    SELECT f.kind, f.account_id, f.amount_millicredits FROM finding f
    WHERE f.status <> 'resolved' AND f.last_seen_at = :seen_at AND f.last_run_id = :run_id
    UNION ALL
    SELECT s.kind, s.account_id, s.amount_millicredits FROM finding_seen s WHERE s.run_id = :run_id
), of_kind AS (
    SELECT s.account_id, count(*) AS findings, coalesce(sum(abs(s.amount_millicredits)), 0) AS off_by FROM shown s GROUP BY s.account_id, s.kind
), of_account AS (
    SELECT sum(k.findings) AS findings, max(k.off_by) AS off_by FROM of_kind k GROUP BY k.account_id
)
SELECT coalesce(sum(a.findings), 0) AS findings, coalesce(sum(a.off_by), 0) AS variance_millicredits FROM of_account a
