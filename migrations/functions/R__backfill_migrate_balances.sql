-- The engine of backfills: brings rows of a legacy source into the ledger, each whole. Per credit type a `migration` entry with its lot,
-- dated at the seam; the user's seam; and where the legacy period lasts beyond the seam, that period, opened without an allocation:
-- the lot ends with it and is not carried over, and allocation goes on from there. Rows that were refused or migrated before do nothing.
-- It never waits: rows of customers whom somebody else holds come back in `busy`. Customers are locked in id order, then accounts.
--
-- What was spent or expired of a migration that was undone is still the user's: the next one brings so much less.
CREATE OR REPLACE FUNCTION migrate_balances(source_id integer, numbers bigint[], run_id bigint,
    OUT read bigint, OUT written bigint, OUT skipped bigint, OUT rejected bigint, OUT migrated_millicredits numeric, OUT busy bigint[])
LANGUAGE plpgsql VOLATILE
SET jit = off
SET plan_cache_mode = force_custom_plan -- the planner must see how many rows there are
SET enable_seqscan = off
SET enable_mergejoin = off
SET random_page_cost = 1.1
AS $$
DECLARE
    source    backfill_source;
    shares    bigint := (SELECT count(*) FROM legacy_share h WHERE h.source_id = migrate_balances.source_id);
    asked     bigint[];
    free      bigint[]; -- customers
    actor     text := acting();
BEGIN
    PERFORM share_open_days();
    SELECT * INTO source FROM backfill_source s WHERE s.id = migrate_balances.source_id;
    SELECT count(*), count(*) FILTER (WHERE r.reject_reason IS NOT NULL), array_agg(DISTINCT r.customer_id) FILTER (WHERE r.reject_reason IS NULL)
    INTO read, rejected, asked
    FROM legacy_row r WHERE r.source_id = migrate_balances.source_id AND r.number = ANY (numbers);
    free := ARRAY(SELECT c.id FROM customer c WHERE c.id = ANY (asked) ORDER BY c.id FOR NO KEY UPDATE SKIP LOCKED);
    IF source.subscribes THEN
        PERFORM subscribe_legacy_users(migrate_balances.source_id, numbers, free);
    END IF;
    INSERT INTO account (customer_id, credit_type_id)
    SELECT c.id, h.credit_type_id FROM unnest(free) AS c (id) CROSS JOIN legacy_share h
    WHERE h.source_id = migrate_balances.source_id
      AND NOT EXISTS (SELECT FROM account a WHERE a.customer_id = c.id AND a.credit_type_id = h.credit_type_id)
    ORDER BY c.id, h.ordinal
    ON CONFLICT ON CONSTRAINT account_is_one_per_customer_and_credit_type DO NOTHING;
    free := ARRAY(SELECT x.customer_id
        FROM (SELECT a.customer_id FROM account a
              WHERE a.customer_id = ANY (free) AND a.credit_type_id IN (SELECT h.credit_type_id FROM legacy_share h WHERE h.source_id = migrate_balances.source_id)
              ORDER BY a.id FOR UPDATE SKIP LOCKED) AS x
        GROUP BY x.customer_id HAVING count(*) = shares);
    busy := ARRAY(SELECT r.number FROM legacy_row r
        WHERE r.source_id = migrate_balances.source_id AND r.number = ANY (numbers) AND r.reject_reason IS NULL AND r.customer_id <> ALL (free) ORDER BY 1);
    read := read - cardinality(busy);

    WITH chosen AS MATERIALIZED ( -- rows of free customers that were not migrated before
        SELECT r.number, r.line, r.customer_id, r.plan, r.millicredits, r.paid_cents, r.period_start, r.period_end,
               legacy_content(r.millicredits, r.paid_cents, r.period_end) AS content, c.seam_at IS NULL AS sets_seam,
               legacy_seam(r.seam_at, source.seam_asked, c.seam_at, source.seam_at) AS seam_at
        FROM legacy_row r JOIN customer c ON c.id = r.customer_id
        WHERE r.source_id = migrate_balances.source_id AND r.number = ANY (numbers) AND r.reject_reason IS NULL AND r.customer_id = ANY (free)
    ), held AS MATERIALIZED (
        SELECT r.*, h.ordinal, h.credit_type_id, h.percent, a.id AS account_id, a.ctid AS place, a.balance_millicredits AS balance, a.next_period_at, a.next_due_at,
               t.take, t.stands, t.kept, r.millicredits[h.ordinal] AS amount, r.period_end > r.seam_at AS lasts
        FROM chosen r
        JOIN legacy_share h ON h.source_id = migrate_balances.source_id
        JOIN account a ON a.customer_id = r.customer_id AND a.credit_type_id = h.credit_type_id
        CROSS JOIN LATERAL (
            SELECT coalesce(max(m.take), 0) + 1 AS take, coalesce(bool_or(m.undone_at IS NULL), false) AS stands, coalesce(sum(m.kept_millicredits), 0)::bigint AS kept
            FROM migration m WHERE m.account_id = a.id) AS t
    ), priced AS MATERIALIZED ( -- cents by share among those that have a lot, none lost and none made: up to this share, less up to the one before
        SELECT n.*, CASE WHEN n.amount > n.kept THEN (n.paid_cents * n.upto / n.whole)::bigint - (n.paid_cents * (n.upto - n.percent) / n.whole)::bigint END AS cents
        FROM (SELECT x.*, sum(x.percent) FILTER (WHERE x.amount > x.kept) OVER (PARTITION BY x.number ORDER BY x.ordinal) AS upto,
                     sum(x.percent) FILTER (WHERE x.amount > x.kept) OVER (PARTITION BY x.number) AS whole
              FROM held x WHERE NOT x.stands) AS n
    ), day AS MATERIALIZED ( -- asked once a day, not once a row
        SELECT x.day, booking_day(x.day::timestamp AT TIME ZONE 'UTC') AS booked_on
        FROM (SELECT DISTINCT (n.seam_at AT TIME ZONE 'UTC')::date AS day FROM chosen n) AS x
    ), todo AS MATERIALIZED (
        SELECT n.*, n.amount - n.kept AS granted, p.plan_id, p.version_id, coalesce(v.allowance_millicredits, 0) AS allowance,
               CASE WHEN n.lasts THEN n.period_end ELSE n.seam_at + make_interval(days => source.expires_days) END AS expires_at,
               coalesce(n.lasts AND n.next_period_at <= coalesce(n.period_start, n.seam_at) AND p.plan_id IS NOT NULL AND p.version_id IS NOT NULL, false) AS opens,
               nextval('entry_id_seq') AS entry_id, CASE WHEN n.amount > n.kept THEN nextval('lot_id_seq') END AS lot_id
        FROM priced n
        LEFT JOIN LATERAL ( -- on whose terms the legacy period is kept
            SELECT coalesce((SELECT s.plan_id FROM subscription_change s
                             WHERE s.customer_id = n.customer_id AND s.voided_at IS NULL AND s.effective_at <= n.seam_at
                             ORDER BY s.effective_at DESC, s.id DESC LIMIT 1), (SELECT w.id FROM plan w WHERE w.code = n.plan)) AS plan_id,
                   (SELECT c.version_id FROM catalogue_span c WHERE n.seam_at >= c.applies_from AND n.seam_at < c.applies_to) AS version_id
            WHERE n.lasts) AS p ON true
        LEFT JOIN catalogue_allowance v ON v.version_id = p.version_id AND v.plan_id = p.plan_id AND v.credit_type_id = n.credit_type_id
        ORDER BY n.account_id
    ), new_lot AS (
        INSERT INTO lot (id, account_id, source, priority, granted_millicredits, remaining_millicredits, effective_at, expires_at, net_price_cents, currency)
        SELECT t.lot_id, t.account_id, 'migration', lot_priority('migration'), t.granted, t.granted, t.seam_at, t.expires_at,
               t.cents, CASE WHEN t.cents IS NOT NULL THEN source.currency END
        FROM todo t WHERE t.lot_id IS NOT NULL
    ), new_entry AS (
        INSERT INTO entry (id, account_id, type, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, booked_on, run_id, actor, reference_id)
        SELECT t.entry_id, t.account_id, 'migration', t.granted, t.balance, t.balance + t.granted, t.seam_at, d.booked_on, migrate_balances.run_id, actor,
               format('legacy:%s:%s', migrate_balances.source_id, t.line)
        FROM todo t JOIN day d ON d.day = (t.seam_at AT TIME ZONE 'UTC')::date WHERE t.lot_id IS NOT NULL
    ), new_movement AS (
        INSERT INTO movement (entry_id, lot_id, amount_millicredits) SELECT t.entry_id, t.lot_id, t.granted FROM todo t WHERE t.lot_id IS NOT NULL
    ), new_period AS (
        INSERT INTO period (account_id, period_start, period_end, opening_millicredits, expired_millicredits, rolled_in_millicredits, granted_millicredits,
                            allowance_millicredits, first_entry_id, run_id, plan_id, catalogue_version_id, actor)
        SELECT t.account_id, coalesce(t.period_start, t.seam_at), t.period_end, t.balance, 0, 0, 0, t.allowance, t.entry_id, migrate_balances.run_id, t.plan_id, t.version_id, actor
        FROM todo t WHERE t.opens
    ), new_migration AS (
        INSERT INTO migration (account_id, take, source_id, number, content, millicredits, lot_id, entry_id, period_start, period_end, cursor_before, set_seam)
        SELECT t.account_id, t.take, migrate_balances.source_id, t.number, t.content, t.amount, t.lot_id, CASE WHEN t.lot_id IS NOT NULL THEN t.entry_id END,
               CASE WHEN t.opens THEN coalesce(t.period_start, t.seam_at) END, CASE WHEN t.opens THEN t.period_end END,
               CASE WHEN t.opens THEN t.next_period_at END, t.sets_seam
        FROM todo t
    ), changed_account AS (
        UPDATE account SET balance_millicredits = t.balance + greatest(t.granted, 0),
            next_period_at = CASE WHEN t.opens THEN t.period_end ELSE t.next_period_at END,
            next_due_at = CASE WHEN NOT t.opens THEN least(t.next_due_at, t.expires_at)
                               WHEN t.balance = 0 THEN t.period_end
                               ELSE least(t.period_end, (SELECT min(l.expires_at) FROM lot l WHERE l.account_id = t.account_id AND l.open)) END
        FROM todo t WHERE account.ctid = t.place
    ), changed_customer AS (
        UPDATE customer c SET seam_at = t.seam_at FROM (SELECT DISTINCT x.customer_id, x.seam_at FROM todo x WHERE x.sets_seam) AS t WHERE c.id = t.customer_id
    )
    SELECT count(DISTINCT t.number), coalesce(sum(t.granted), 0), (SELECT count(*) FROM chosen) - count(DISTINCT t.number)
    INTO written, migrated_millicredits, skipped FROM todo t;
END
$$;
