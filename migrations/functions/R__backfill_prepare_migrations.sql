-- What balances of a legacy source become: for each row of these customers that was not migrated before, and each of its credit
-- types, the account as it stands, and the lot and the period that it is to have. Customers are locked, and so are their accounts.
--
--   are_new     the customers have none of the accounts yet, and none is looked for
--   is_first    on one line of each row of the source
--   account_id  NULL where the account is still to be made
--   granted     the amount less what was spent or expired of a migration that was undone; there is no lot where that leaves nothing
--   cents       price of the lot; NULL: not told
--   opens       whether the legacy period is opened without an allocation
CREATE OR REPLACE FUNCTION prepare_migrations(source_id integer, numbers bigint[], customer_ids bigint[], are_new boolean)
RETURNS TABLE (number bigint, is_first boolean, line bigint, customer_id bigint, credit_type_id smallint, account_id bigint, place tid, balance bigint, next_period_at timestamptz,
    next_due_at timestamptz, take integer, content uuid, amount bigint, granted bigint, cents bigint, seam_at timestamptz, sets_seam boolean, booked_on date,
    period_start timestamptz, period_end timestamptz, opens boolean, plan_id smallint, version_id integer, allowance bigint, expires_at timestamptz)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_custom_plan -- the planner must see how many rows there are
AS $$
#variable_conflict use_column
DECLARE
    source backfill_source;
BEGIN
    SELECT s.* INTO source FROM backfill_source s WHERE s.id = prepare_migrations.source_id;
    RETURN QUERY
    WITH chosen AS MATERIALIZED (
        SELECT r.number, r.line, r.customer_id, r.plan, r.millicredits, r.paid_cents, r.period_start, r.period_end,
               legacy_content(r.millicredits, r.paid_cents, r.period_end) AS content, c.seam_at IS NULL AS sets_seam,
               legacy_seam(r.seam_at, source.seam_asked, c.seam_at, source.seam_at) AS seam_at
        FROM legacy_row r JOIN customer c ON c.id = r.customer_id
        WHERE r.source_id = prepare_migrations.source_id AND r.number = ANY (numbers) AND r.reject_reason IS NULL AND r.customer_id = ANY (customer_ids)
    ), seam AS MATERIALIZED ( -- few: asked once for each, not once a row
        SELECT x.seam_at, booking_day(x.seam_at) AS booked_on, v.version_id
        FROM (SELECT DISTINCT n.seam_at FROM chosen n) AS x
        LEFT JOIN catalogue_span v ON x.seam_at >= v.applies_from AND x.seam_at < v.applies_to
    ), held AS MATERIALIZED (
        SELECT r.*, h.ordinal, h.credit_type_id, h.percent, a.id AS account_id, a.ctid AS place, coalesce(a.balance_millicredits, 0) AS balance,
               coalesce(a.next_period_at, '-infinity') AS next_period_at, coalesce(a.next_due_at, '-infinity') AS next_due_at,
               t.take, t.stands, t.kept, r.millicredits[h.ordinal] AS amount, r.period_end > r.seam_at AS lasts
        FROM chosen r
        JOIN legacy_share h ON h.source_id = prepare_migrations.source_id
        LEFT JOIN account a ON NOT are_new AND a.customer_id = r.customer_id AND a.credit_type_id = h.credit_type_id
        CROSS JOIN LATERAL (
            SELECT coalesce(max(m.take), 0) + 1 AS take, coalesce(bool_or(m.undone_at IS NULL), false) AS stands, coalesce(sum(m.kept_millicredits), 0)::bigint AS kept
            FROM migration m WHERE m.account_id = a.id) AS t
    ), priced AS MATERIALIZED ( -- cents by share among those that have a lot, none lost and none made: up to this share, less up to the one before
        SELECT n.*, CASE WHEN n.amount > n.kept THEN (n.paid_cents * n.upto / n.whole)::bigint - (n.paid_cents * (n.upto - n.percent) / n.whole)::bigint END AS cents
        FROM (SELECT x.*, x.ordinal = min(x.ordinal) OVER (PARTITION BY x.number) AS is_first,
                     sum(x.percent) FILTER (WHERE x.amount > x.kept) OVER (PARTITION BY x.number ORDER BY x.ordinal) AS upto,
                     sum(x.percent) FILTER (WHERE x.amount > x.kept) OVER (PARTITION BY x.number) AS whole
              FROM held x WHERE NOT x.stands) AS n
    )
    SELECT n.number, n.is_first, n.line, n.customer_id, n.credit_type_id, n.account_id, n.place, n.balance, n.next_period_at,
           n.next_due_at, n.take, n.content, n.amount, n.amount - n.kept, n.cents, n.seam_at, n.sets_seam, s.booked_on,
           coalesce(n.period_start, n.seam_at), n.period_end,
           coalesce(n.lasts AND n.next_period_at <= coalesce(n.period_start, n.seam_at) AND p.plan_id IS NOT NULL AND s.version_id IS NOT NULL, false),
           p.plan_id, s.version_id, coalesce(v.allowance_millicredits, 0),
           CASE WHEN n.lasts THEN n.period_end ELSE n.seam_at + make_interval(days => source.expires_days) END
    FROM priced n
    JOIN seam s ON s.seam_at = n.seam_at
    LEFT JOIN LATERAL ( -- on whose terms the legacy period is kept
        SELECT coalesce((SELECT x.plan_id FROM subscription_change x
                         WHERE x.customer_id = n.customer_id AND x.voided_at IS NULL AND x.effective_at <= n.seam_at
                         ORDER BY x.effective_at DESC, x.id DESC LIMIT 1), (SELECT w.id FROM plan w WHERE w.code = n.plan)) AS plan_id
        WHERE n.lasts) AS p ON true
    LEFT JOIN catalogue_allowance v ON v.version_id = s.version_id AND v.plan_id = p.plan_id AND v.credit_type_id = n.credit_type_id;
END
$$;
