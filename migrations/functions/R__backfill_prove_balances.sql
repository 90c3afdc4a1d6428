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
    WITH booked AS MATERIALIZED ( -- what stands in the ledger of each account that has something migrated
        SELECT m.account_id, max(m.source_id) FILTER (WHERE m.undone_at IS NULL) AS source_id, max(m.number) FILTER (WHERE m.undone_at IS NULL) AS number,
               coalesce(sum(e.amount_millicredits) FILTER (WHERE m.undone_at IS NULL), 0) + sum(m.kept_millicredits) AS millicredits
        FROM migration m LEFT JOIN entry e ON e.id = m.entry_id AND e.account_id = m.account_id AND e.type = 'migration'
        GROUP BY m.account_id HAVING bool_or(m.undone_at IS NULL)
    ), total AS (
        SELECT h.credit_type_id, coalesce(sum(b.millicredits) FILTER (WHERE b.source_id = r.source_id AND b.number = r.number), 0) AS migrated,
               coalesce(sum(b.millicredits) FILTER (WHERE NOT (b.source_id = r.source_id AND b.number = r.number)), 0) AS earlier
        FROM legacy_row r
        JOIN legacy_share h ON h.source_id = r.source_id
        JOIN account a ON a.customer_id = r.customer_id AND a.credit_type_id = h.credit_type_id
        JOIN booked b ON b.account_id = a.id
        WHERE r.source_id = prove_balances.source_id AND r.reject_reason IS NULL AND (users IS NULL OR r.user_id = ANY (users))
        GROUP BY h.credit_type_id
    )
    SELECT s.credit_type, s.rows, s.source_millicredits, coalesce(t.migrated, 0), coalesce(t.earlier, 0), s.rejected_millicredits, s.rounding_millicredits,
           trim_scale(s.source_millicredits - coalesce(t.migrated, 0) - coalesce(t.earlier, 0) - s.rejected_millicredits - s.rounding_millicredits)
    FROM sum_balances(prove_balances.source_id, users) s LEFT JOIN total t ON t.credit_type_id = s.credit_type_id
    ORDER BY s.credit_type_id
$$;
