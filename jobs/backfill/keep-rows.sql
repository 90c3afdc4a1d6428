-- Step 1: all rows of the source, numbered in the order of their customers, which is the order in which they are locked.
--   source_id
INSERT INTO legacy_row (source_id, number, line, customer_id, user_id, plan, amount, millicredits, paid_cents, period_start, period_end, seam_at,
                        quirks, unreadable, reject_kind, reject_column, reject_reason, raw)
SELECT :source_id, row_number() OVER (ORDER BY c.id, s.line), s.line, c.id, s.user_id, s.plan, s.amount, s.millicredits, s.paid_cents,
       s.period_start, s.period_end, s.seam_at, s.quirks, s.reject_kind IS NOT NULL, s.reject_kind, s.reject_column, s.reject_reason, s.raw
FROM staged_legacy s LEFT JOIN customer c ON c.user_id = s.user_id
ORDER BY c.id, s.line
