-- What became of a legacy source, per credit type, in millicredits with every decimal: source = migrated + earlier + rejected + rounding,
-- and what is left over, the difference, is what has not been migrated or was undone. What was migrated is read from the ledger's
-- entries, whatever anybody has written down about it.
--
--   users     those of these users; NULL: all
--   earlier   the same balance of the same user, migrated from another source before
--   rounding  what the credit types cannot hold; negative where it was rounded up
CREATE OR REPLACE FUNCTION prove_balances(source_id integer, users text[])
RETURNS TABLE (credit_type text, rows bigint, source_millicredits numeric, migrated_millicredits numeric, earlier_millicredits numeric,
               rejected_millicredits numeric, rounding_millicredits numeric, difference_millicredits numeric, accepted_millicredits numeric,
               rejected_rows bigint, unreadable_rows bigint)
LANGUAGE sql STABLE
SET jit = off
SET work_mem = '64MB'
AS $$
    WITH booked AS MATERIALIZED ( -- what stands in the ledger of each account that has something migrated
        SELECT m.account_id, max(m.source_id) FILTER (WHERE m.undone_at IS NULL) AS source_id, max(m.number) FILTER (WHERE m.undone_at IS NULL) AS number,
               coalesce(sum(e.amount_millicredits) FILTER (WHERE m.undone_at IS NULL), 0) + sum(m.kept_millicredits) AS millicredits
        FROM migration m LEFT JOIN entry e ON e.id = m.entry_id AND e.account_id = m.account_id AND e.type = 'migration'
        GROUP BY m.account_id HAVING bool_or(m.undone_at IS NULL)
    ), share AS (
        SELECT r.reject_reason IS NOT NULL AS is_rejected, r.amount, h.credit_type_id, h.millicredits_per_unit, coalesce(r.amount, 0) * h.millicredits_per_unit AS exact,
               r.millicredits[h.ordinal] AS accepted, b.millicredits AS booked, b.source_id = r.source_id AND b.number = r.number AS is_own
        FROM legacy_row r
        JOIN legacy_share h ON h.source_id = r.source_id
        LEFT JOIN account a ON a.customer_id = r.customer_id AND a.credit_type_id = h.credit_type_id
        LEFT JOIN booked b ON b.account_id = a.id
        WHERE r.source_id = prove_balances.source_id AND (users IS NULL OR r.user_id = ANY (users))
    ), total AS (
        SELECT s.credit_type_id, count(*) AS rows, sum(s.exact) AS source, coalesce(sum(s.booked) FILTER (WHERE NOT s.is_rejected AND s.is_own), 0) AS migrated,
               coalesce(sum(s.booked) FILTER (WHERE NOT s.is_rejected AND NOT s.is_own), 0) AS earlier,
               coalesce(sum(s.exact) FILTER (WHERE s.is_rejected), 0) AS rejected, coalesce(sum(s.accepted) FILTER (WHERE NOT s.is_rejected), 0) AS accepted,
               coalesce(sum(s.exact - s.accepted) FILTER (WHERE NOT s.is_rejected), 0) AS rounding,
               count(*) FILTER (WHERE s.is_rejected) AS rejected_rows, count(*) FILTER (WHERE s.amount IS NULL) AS unreadable_rows
        FROM share s GROUP BY s.credit_type_id
    )
    SELECT t.code, x.rows, trim_scale(x.source), trim_scale(x.migrated), trim_scale(x.earlier), trim_scale(x.rejected), trim_scale(x.rounding),
           trim_scale(x.source - x.migrated - x.earlier - x.rejected - x.rounding), trim_scale(x.accepted), x.rejected_rows, x.unreadable_rows
    FROM total x JOIN credit_type t ON t.id = x.credit_type_id
    ORDER BY t.id
$$;
