-- Judges the rows of a legacy source by what stands in bursar now: who is unknown, on no known plan, repeated, migrated before.
-- Refused rows get column and reason; what was refused before and is right now loses them. Rows that cannot be read stay refused,
-- and rows that this source has migrated are left alone. Only rows whose judgement changes are written.
--
--   at  business time: no seam lies after it
CREATE OR REPLACE FUNCTION judge_balances(source_id integer, at timestamptz) RETURNS void LANGUAGE sql VOLATILE
SET jit = off
SET work_mem = '64MB' -- it goes over all rows once; hashes of a million users stay in memory
AS $$
    WITH source AS MATERIALIZED (
        SELECT s.* FROM backfill_source s WHERE s.id = judge_balances.source_id
    ), known_plan AS MATERIALIZED (
        SELECT p.code FROM source JOIN catalogue_span c ON source.seam_at >= c.applies_from AND source.seam_at < c.applies_to
        JOIN catalogue_plan v ON v.version_id = c.version_id JOIN plan p ON p.id = v.plan_id
    ), first_row AS MATERIALIZED ( -- of users who have several
        SELECT DISTINCT ON (r.user_id) r.user_id, r.number, r.line, legacy_content(r.millicredits, r.paid_cents, r.period_end) AS content
        FROM legacy_row r
        JOIN (SELECT x.user_id FROM legacy_row x WHERE x.source_id = judge_balances.source_id AND NOT x.unreadable GROUP BY x.user_id HAVING count(*) > 1) AS several
          ON several.user_id = r.user_id
        WHERE r.source_id = judge_balances.source_id AND NOT r.unreadable
        ORDER BY r.user_id, r.line
    ), taken AS MATERIALIZED ( -- for the same credit types
        SELECT a.customer_id, h.ordinal, m.source_id, m.number, m.content, m.undone_at, m.kept_millicredits
        FROM migration m JOIN account a ON a.id = m.account_id
        JOIN legacy_share h ON h.source_id = judge_balances.source_id AND h.credit_type_id = a.credit_type_id
    ), standing AS MATERIALIZED (
        SELECT t.customer_id, min(t.content::text)::uuid AS one_content, max(t.content::text)::uuid AS other_content, min(t.source_id) AS source_id, min(t.number) AS number
        FROM taken t WHERE t.undone_at IS NULL GROUP BY t.customer_id
    ), kept AS MATERIALIZED ( -- of undone ones
        SELECT k.customer_id, array_agg(k.ordinal) AS ordinals, array_agg(k.kept) AS kept
        FROM (SELECT t.customer_id, t.ordinal, sum(t.kept_millicredits) AS kept FROM taken t WHERE t.kept_millicredits > 0 GROUP BY 1, 2) AS k GROUP BY k.customer_id
    ), judged AS (
        SELECT r.number, c.id AS customer_id, f.fault, s.seam_at, c.seam_at AS users_seam_at, d.line AS first_line, d.content = o.content AS is_same,
               n.source_id AS standing_source_id, n.number AS standing_number
        FROM legacy_row r
        CROSS JOIN source
        LEFT JOIN customer c ON c.user_id = r.user_id
        LEFT JOIN known_plan v ON v.code = r.plan
        LEFT JOIN first_row d ON d.user_id = r.user_id AND d.number <> r.number
        LEFT JOIN standing n ON n.customer_id = c.id
        LEFT JOIN kept k ON k.customer_id = c.id
        CROSS JOIN LATERAL (SELECT legacy_seam(r.seam_at, source.seam_asked, c.seam_at, source.seam_at) AS seam_at) AS s
        CROSS JOIN LATERAL (SELECT CASE WHEN d.line IS NOT NULL OR n.customer_id IS NOT NULL THEN legacy_content(r.millicredits, r.paid_cents, r.period_end) END AS content) AS o
        CROSS JOIN LATERAL (SELECT CASE
            WHEN d.line IS NOT NULL THEN 'repeated'
            WHEN c.id IS NULL THEN 'user'
            WHEN n.one_content <> o.content OR n.other_content <> o.content THEN 'migrated'
            WHEN r.plan IS NOT NULL AND v.code IS NULL THEN 'plan'
            WHEN s.seam_at > at THEN 'future'
            WHEN c.seam_at <> s.seam_at THEN 'seam'
            WHEN r.period_start > s.seam_at THEN 'period'
            WHEN k.customer_id IS NOT NULL AND EXISTS (SELECT FROM unnest(k.ordinals, k.kept) AS x (ordinal, kept) WHERE x.kept > r.millicredits[x.ordinal]) THEN 'spent' END AS fault) AS f
        WHERE r.source_id = judge_balances.source_id AND NOT r.unreadable
          AND NOT EXISTS (SELECT FROM migration m WHERE m.source_id = judge_balances.source_id AND m.number = r.number AND m.undone_at IS NULL)
    )
    UPDATE legacy_row r SET customer_id = j.customer_id, reject_kind = j.fault,
        reject_column = CASE j.fault WHEN 'repeated' THEN 'user' WHEN 'user' THEN 'user' WHEN 'migrated' THEN 'user' WHEN 'plan' THEN 'plan' WHEN 'future' THEN 'seam'
                                     WHEN 'seam' THEN 'seam' WHEN 'period' THEN 'period-start' WHEN 'spent' THEN 'amount' END,
        reject_reason = CASE j.fault
            WHEN 'repeated' THEN format('stands already on line %s, with %s content', j.first_line, CASE WHEN j.is_same THEN 'the same' ELSE 'other' END)
            WHEN 'user' THEN format('unknown user %L', r.user_id)
            WHEN 'migrated' THEN (SELECT format('was migrated with other content from %s, line %s', z.name, x.line)
                                  FROM legacy_row x JOIN backfill_source z ON z.id = x.source_id WHERE x.source_id = j.standing_source_id AND x.number = j.standing_number)
            WHEN 'plan' THEN format('unknown plan %L', r.plan)
            WHEN 'future' THEN format('the seam %s has not come yet', iso_instant(j.seam_at))
            WHEN 'seam' THEN format('the user has the seam %s already, not %s', iso_instant(j.users_seam_at), iso_instant(j.seam_at))
            WHEN 'period' THEN format('the period begins at %s, after the seam %s', iso_instant(r.period_start), iso_instant(j.seam_at))
            WHEN 'spent' THEN 'more was spent or expired before its migration was undone' END
    FROM judged j
    WHERE r.source_id = judge_balances.source_id AND r.number = j.number
      AND (r.customer_id IS DISTINCT FROM j.customer_id OR r.reject_reason IS NOT NULL OR j.fault IS NOT NULL)
$$;
