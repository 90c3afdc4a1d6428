-- What became of a legacy source, per credit type, in millicredits with every decimal: source = migrated + earlier + rejected + rounding,
-- and what is left over, the difference, is what has not been migrated or was undone. What was migrated is read from the ledger's
-- entries, whatever anybody has written down about it.
--
--   users    those of these users; NULL: all
--   earlier  the same balance of the same user, migrated from another source before
CREATE OR REPLACE FUNCTION prove_balances(source_id integer, users text[])
RETURNS TABLE (credit_type text, rows bigint, source_millicredits numeric, migrated_millicredits numeric, earlier_millicredits numeric,
               rejected_millicredits numeric, rounding_millicredits numeric, difference_millicredits numeric)
LANGUAGE sql STABLE
SET jit = off
SET work_mem = '64MB'
AS $$
    WITH own AS MATERIALIZED ( -- what this source has brought and nobody has undone
        SELECT m.account_id, m.number, e.amount_millicredits AS millicredits
        FROM migration m LEFT JOIN entry e ON e.id = m.entry_id AND e.account_id = m.account_id AND e.type = 'migration'
        WHERE m.source_id = prove_balances.source_id AND m.undone_at IS NULL
    ), other AS MATERIALIZED ( -- accepted rows that it has not brought, with what stands of other sources; few
        SELECT h.credit_type_id, e.amount_millicredits AS millicredits, m.account_id
        FROM legacy_row r
        JOIN legacy_share h ON h.source_id = r.source_id
        JOIN account a ON a.customer_id = r.customer_id AND a.credit_type_id = h.credit_type_id
        JOIN migration m ON m.account_id = a.id AND m.undone_at IS NULL
        LEFT JOIN entry e ON e.id = m.entry_id AND e.account_id = m.account_id AND e.type = 'migration'
        WHERE r.source_id = prove_balances.source_id AND r.reject_reason IS NULL AND (users IS NULL OR r.user_id = ANY (users))
          AND NOT EXISTS (SELECT FROM own o WHERE o.number = r.number)
    ), kept AS MATERIALIZED ( -- of undone ones, in accounts that have one that stands
        SELECT m.account_id, sum(m.kept_millicredits) AS millicredits FROM migration m WHERE m.kept_millicredits > 0 GROUP BY m.account_id
    ), total AS (
        SELECT x.credit_type_id, coalesce(sum(x.millicredits + coalesce(k.millicredits, 0)) FILTER (WHERE x.is_own), 0) AS migrated,
               coalesce(sum(x.millicredits + coalesce(k.millicredits, 0)) FILTER (WHERE NOT x.is_own), 0) AS earlier
        FROM (SELECT a.credit_type_id, o.account_id, coalesce(o.millicredits, 0) AS millicredits, true AS is_own
              FROM own o JOIN account a ON a.id = o.account_id
              WHERE users IS NULL OR o.number IN (SELECT r.number FROM legacy_row r WHERE r.source_id = prove_balances.source_id AND r.user_id = ANY (users))
              UNION ALL
              SELECT t.credit_type_id, t.account_id, coalesce(t.millicredits, 0), false FROM other t) AS x
        LEFT JOIN kept k ON k.account_id = x.account_id
        GROUP BY x.credit_type_id
    )
    SELECT s.credit_type, s.rows, s.source_millicredits, coalesce(t.migrated, 0), coalesce(t.earlier, 0), s.rejected_millicredits, s.rounding_millicredits,
           trim_scale(s.source_millicredits - coalesce(t.migrated, 0) - coalesce(t.earlier, 0) - s.rejected_millicredits - s.rounding_millicredits)
    FROM sum_balances(prove_balances.source_id, users) s LEFT JOIN total t ON t.credit_type_id = s.credit_type_id
    ORDER BY s.credit_type_id
$$;
