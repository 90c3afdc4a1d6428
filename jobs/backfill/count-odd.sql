-- Step 4: what is odd and comes all the same, by kind.
--   source_id, users
WITH accepted AS MATERIALIZED (
    SELECT r.number, r.quirks, r.plan, r.customer_id, r.period_end, legacy_seam(r.seam_at, s.seam_asked, c.seam_at, s.seam_at) AS seam_at
    FROM legacy_row r JOIN backfill_source s ON s.id = r.source_id JOIN customer c ON c.id = r.customer_id
    WHERE r.source_id = :source_id AND r.reject_kind IS NULL AND (CAST(:users AS text[]) IS NULL OR r.user_id = ANY (CAST(:users AS text[])))
), subscribed AS MATERIALIZED (
    SELECT a.number, a.plan, y.plan_id
    FROM accepted a
    LEFT JOIN LATERAL (SELECT x.plan_id FROM subscription_change x WHERE x.customer_id = a.customer_id AND x.voided_at IS NULL AND x.effective_at <= a.seam_at
                       ORDER BY x.effective_at DESC, x.id DESC LIMIT 1) AS y ON true
)
SELECT q.code AS kind, q.says, count(*) AS rows FROM accepted a JOIN legacy_quirk q ON a.quirks & q.bit <> 0 GROUP BY q.code, q.says
UNION ALL
SELECT 'no-subscription', 'user without a subscription: nothing is allocated to them', count(*) FROM subscribed s WHERE s.plan_id IS NULL HAVING count(*) > 0
UNION ALL
SELECT 'other-plan', 'user whose subscription is on another plan than the row says; the subscription counts', count(*)
FROM subscribed s JOIN plan p ON p.id = s.plan_id WHERE p.code <> s.plan HAVING count(*) > 0
UNION ALL
SELECT 'period-over', 'legacy period over by the seam, or none: the lot does not end with it', count(*)
FROM accepted a WHERE a.period_end <= a.seam_at OR a.period_end IS NULL HAVING count(*) > 0
UNION ALL
SELECT 'allowance-beside', 'legacy period for which bursar has granted an allowance already: the user keeps it beside what comes over', count(DISTINCT a.number)
FROM accepted a
JOIN account x ON x.customer_id = a.customer_id
JOIN legacy_share h ON h.source_id = :source_id AND h.credit_type_id = x.credit_type_id
JOIN period p ON p.account_id = x.id AND p.period_start < a.period_end AND p.period_end > a.seam_at AND p.granted_millicredits > 0
WHERE a.period_end > a.seam_at
  AND NOT EXISTS (SELECT FROM migration m WHERE m.account_id = p.account_id AND m.period_start = p.period_start AND m.undone_at IS NULL) -- opened without an allowance
HAVING count(*) > 0
ORDER BY kind
