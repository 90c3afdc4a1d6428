-- Step 4: the rows of which something is lost or won by rounding, and how much.
SELECT r.line, r.user_id, r.amount, (SELECT string_agg(format('%s %s', trim_scale(x.millicredits / 1000.0), t.code), ', ' ORDER BY h.ordinal)
                                     FROM legacy_share h JOIN credit_type t ON t.id = h.credit_type_id
                                     CROSS JOIN LATERAL (SELECT r.millicredits[h.ordinal] AS millicredits) AS x WHERE h.source_id = r.source_id) AS becomes,
       trim_scale((SELECT sum(r.amount * h.millicredits_per_unit - r.millicredits[h.ordinal]) FROM legacy_share h WHERE h.source_id = r.source_id) / 1000) AS difference
FROM legacy_row r
WHERE r.source_id = ? AND r.reject_kind IS NULL AND r.quirks & (SELECT q.bit FROM legacy_quirk q WHERE q.code = 'rounded') <> 0
  AND (CAST(? AS text[]) IS NULL OR r.user_id = ANY (CAST(? AS text[])))
ORDER BY r.line
