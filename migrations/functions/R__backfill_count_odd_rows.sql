-- What is odd in a legacy source and comes all the same, by kind.
--
--   users  those of these users; NULL: all
CREATE OR REPLACE FUNCTION count_odd_rows(source_id integer, users text[]) RETURNS TABLE (kind text, says text, rows bigint) LANGUAGE sql STABLE
SET jit = off
SET work_mem = '64MB' -- it goes over all rows once; a million of them are hashed and sorted in memory
AS $$
    WITH accepted AS MATERIALIZED (
        SELECT r.number, r.quirks, r.plan, s.subscribes AND r.plan IS NOT NULL AS gets_plan, r.customer_id, r.period_end, legacy_seam(r.seam_at, s.seam_asked, c.seam_at, s.seam_at) AS seam_at
        FROM legacy_row r JOIN backfill_source s ON s.id = r.source_id JOIN customer c ON c.id = r.customer_id
        WHERE r.source_id = count_odd_rows.source_id AND r.reject_kind IS NULL AND (users IS NULL OR r.user_id = ANY (users))
    ), subscribed AS MATERIALIZED ( -- at the seam; joined as a whole and not looked up for each
        SELECT DISTINCT ON (a.number) a.plan, a.gets_plan, x.plan_id
        FROM accepted a LEFT JOIN subscription_change x ON x.customer_id = a.customer_id AND x.voided_at IS NULL AND x.effective_at <= a.seam_at
        ORDER BY a.number, x.effective_at DESC, x.id DESC
    ), opened AS MATERIALIZED ( -- without an allowance, by a migration
        SELECT m.account_id, m.period_start FROM migration m WHERE m.period_start IS NOT NULL AND m.undone_at IS NULL
    ), granted AS ( -- periods that bursar has opened with an allowance, of users who bring a period that lasts
        SELECT a.number
        FROM accepted a
        JOIN account x ON x.customer_id = a.customer_id
        JOIN legacy_share h ON h.source_id = count_odd_rows.source_id AND h.credit_type_id = x.credit_type_id
        JOIN period p ON p.account_id = x.id AND p.period_start < a.period_end AND p.period_end > a.seam_at
        WHERE a.period_end > a.seam_at AND p.granted_millicredits > 0
          AND NOT EXISTS (SELECT FROM opened o WHERE o.account_id = p.account_id AND o.period_start = p.period_start)
    )
    SELECT q.code AS kind, q.says, sum(k.rows)::bigint AS rows
    FROM (SELECT a.quirks, count(*) AS rows FROM accepted a GROUP BY a.quirks) AS k JOIN legacy_quirk q ON k.quirks & q.bit <> 0 GROUP BY q.code, q.says
    UNION ALL
    SELECT 'no-subscription', 'user without a subscription: nothing is allocated to them', count(*) FROM subscribed s WHERE s.plan_id IS NULL AND NOT s.gets_plan HAVING count(*) > 0
    UNION ALL
    SELECT 'other-plan', 'user whose subscription is on another plan than the row says; the subscription counts', count(*)
    FROM subscribed s JOIN plan p ON p.id = s.plan_id WHERE p.code <> s.plan HAVING count(*) > 0
    UNION ALL
    SELECT 'period-over', 'legacy period over by the seam, or none: the lot does not end with it', count(*)
    FROM accepted a WHERE a.period_end <= a.seam_at OR a.period_end IS NULL HAVING count(*) > 0
    UNION ALL
    SELECT 'allowance-beside', 'legacy period for which bursar has granted an allowance already: the user keeps it beside what comes over', count(DISTINCT g.number)
    FROM granted g HAVING count(*) > 0
    ORDER BY kind
$$;
