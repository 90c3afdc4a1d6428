-- What a legacy source comes to, per credit type, in millicredits with every decimal: source = accepted + rejected + rounding.
--
--   users     those of these users; NULL: all
--   rounding  what the credit types cannot hold; negative where it was rounded up
CREATE OR REPLACE FUNCTION sum_balances(source_id integer, users text[])
RETURNS TABLE (credit_type_id smallint, credit_type text, rows bigint, source_millicredits numeric, accepted_millicredits numeric, rejected_millicredits numeric,
               rounding_millicredits numeric, rejected_rows bigint, unreadable_rows bigint)
LANGUAGE sql STABLE
SET jit = off
AS $$
    SELECT t.id, t.code, x.rows, trim_scale(x.source), trim_scale(x.accepted), trim_scale(x.rejected), trim_scale(x.source - x.rejected - x.accepted), x.rejected_rows, x.unreadable_rows
    FROM (SELECT h.credit_type_id, count(*) AS rows, coalesce(sum(r.amount), 0) * min(h.millicredits_per_unit) AS source,
                 coalesce(sum(r.millicredits[h.ordinal]) FILTER (WHERE r.reject_reason IS NULL), 0) AS accepted,
                 coalesce(sum(r.amount) FILTER (WHERE r.reject_reason IS NOT NULL), 0) * min(h.millicredits_per_unit) AS rejected,
                 count(*) FILTER (WHERE r.reject_reason IS NOT NULL) AS rejected_rows, count(*) FILTER (WHERE r.amount IS NULL) AS unreadable_rows
          FROM legacy_row r JOIN legacy_share h ON h.source_id = r.source_id
          WHERE r.source_id = sum_balances.source_id AND (users IS NULL OR r.user_id = ANY (users))
          GROUP BY h.credit_type_id) AS x
    JOIN credit_type t ON t.id = x.credit_type_id
    ORDER BY t.id
$$;
