-- One row of a legacy file, with everything that belongs to it.
--   user_id, amount (millicredits), period_start, period_end, paid_cents, line
WITH given (user_id, amount, period_start, period_end, paid_cents, line) AS (
    VALUES (?, ?::bigint, ?::timestamptz, ?::timestamptz, ?::bigint, ?::bigint)
), seamed AS (
    UPDATE customer c SET seam_at = '2026-11-02T00:00:00Z' FROM given g WHERE c.user_id = g.user_id RETURNING c.id
), held AS (
    INSERT INTO account (customer_id, credit_type_id, balance_millicredits, next_period_at, next_due_at)
    SELECT s.id, 1, g.amount, g.period_end, g.period_end FROM seamed s, given g RETURNING id
), new_lot AS (
    INSERT INTO lot (account_id, source, priority, granted_millicredits, remaining_millicredits, effective_at, expires_at, net_price_cents, currency)
    SELECT h.id, 'migration', 30, g.amount, g.amount, '2026-11-02T00:00:00Z', g.period_end, g.paid_cents, 'usd' FROM held h, given g RETURNING id
), new_entry AS (
    INSERT INTO entry (account_id, type, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, booked_on, run_id, actor, reference_id)
    SELECT h.id, 'migration', g.amount, 0, g.amount, '2026-11-02T00:00:00Z', '2026-11-02', 1, 'bench', 'legacy:1:' || g.line FROM held h, given g RETURNING id
), moved AS (
    INSERT INTO movement (entry_id, lot_id, amount_millicredits) SELECT e.id, l.id, g.amount FROM new_entry e, new_lot l, given g
), opened AS (
    INSERT INTO period (account_id, period_start, period_end, opening_millicredits, expired_millicredits, rolled_in_millicredits, granted_millicredits,
                        allowance_millicredits, first_entry_id, run_id, plan_id, catalogue_version_id, actor)
    SELECT h.id, g.period_start, g.period_end, 0, 0, 0, 0, 5000000, e.id, 1, 1, 1, 'bench' FROM held h, new_entry e, given g
)
INSERT INTO migration (account_id, take, source_id, number, content, millicredits, lot_id, entry_id, period_start, period_end, cursor_before, set_seam)
SELECT h.id, 1, 1, g.line, md5(g.amount::text)::uuid, g.amount, l.id, e.id, g.period_start, g.period_end, '-infinity', true FROM held h, new_lot l, new_entry e, given g
