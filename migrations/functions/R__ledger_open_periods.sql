-- The engine of periods. Brings accounts up to an instant: closes what ended (rollover, expiry), opens what began, expires
-- every other lot past its expiry; oldest first. Jobs call it for ranges, charges for their own account: there is no other
-- place that does any of this.
--
--   account_ids  accounts to bring up to date; those with nothing due are left alone
--   at           business time: no period that begins later is opened
--   through      local date in each subscription's zone after which no period begins; NULL: no such limit
--   run_id       the run that this is for; NULL where a charge asks
--   wait         whether to wait for accounts that somebody else holds, or to leave them out
--
-- Answers how many accounts were due and locked, how many of them changed, and the totals of what was done to them.
-- Accounts are locked in id order, and with them their lots. One pass of the loop is one set-based statement and takes every account one period
-- further; an account that missed n periods takes part in n passes.
CREATE OR REPLACE FUNCTION open_periods(account_ids bigint[], at timestamptz, through date DEFAULT NULL, run_id bigint DEFAULT NULL, wait boolean DEFAULT true,
    OUT accounts bigint, OUT changed bigint, OUT opened bigint, OUT granted_millicredits numeric, OUT rolled_millicredits numeric, OUT expired_millicredits numeric)
LANGUAGE plpgsql VOLATILE
SET jit = off
SET plan_cache_mode = force_custom_plan -- the planner must see how many accounts there are
SET enable_seqscan = off -- and never read a whole table for them, whatever it thinks of the sizes
SET random_page_cost = 1.1
SET enable_mergejoin = off -- what is joined here is tiny on one side: no sort pays
AS $$
DECLARE
    due       bigint[];
    customers bigint[];
    types     smallint[];
    balances  bigint[];
    cursors   timestamptz[];
    places    tid[];
    actor     text := acting();
    pass      record;
BEGIN
    changed := 0; opened := 0; granted_millicredits := 0; rolled_millicredits := 0; expired_millicredits := 0;
    PERFORM share_open_days();
    IF wait THEN
        SELECT array_agg(a.id), array_agg(a.customer_id), array_agg(a.credit_type_id), array_agg(a.balance_millicredits), array_agg(a.next_period_at), array_agg(a.place)
        INTO due, customers, types, balances, cursors, places
        FROM (SELECT x.*, x.ctid AS place FROM account x WHERE x.id = ANY (account_ids) AND x.next_due_at <= at ORDER BY x.id FOR UPDATE) AS a;
    ELSE
        SELECT array_agg(a.id), array_agg(a.customer_id), array_agg(a.credit_type_id), array_agg(a.balance_millicredits), array_agg(a.next_period_at), array_agg(a.place)
        INTO due, customers, types, balances, cursors, places
        FROM (SELECT x.*, x.ctid AS place FROM account x WHERE x.id = ANY (account_ids) AND x.next_due_at <= at ORDER BY x.id FOR UPDATE SKIP LOCKED) AS a;
    END IF;
    accounts := coalesce(cardinality(due), 0);

    WHILE due IS NOT NULL LOOP
        WITH upcoming AS MATERIALIZED (
            SELECT n.kind, types[n.ordinal::integer] AS credit_type_id, due[n.ordinal::integer] AS account_id, places[n.ordinal::integer] AS place,
                   balances[n.ordinal::integer] AS balance, cursors[n.ordinal::integer] AS cursor,
                   n.plan_id, n.closing_plan_id, n.zone, n.period_start, n.period_end, n.known_from, n.apart
            FROM next_periods(customers, cursors) n
        ), term AS MATERIALIZED ( -- few: what holds for a kind of period and a credit type, asked once for each
            SELECT k.kind, k.credit_type_id, k.period_start, k.period_end, k.plan_id, o.opens, u.upto, d.opening_version,
                   CASE WHEN o.opens THEN k.known_from ELSE u.upto END AS expires_up_to, -- what ends by then ends before the period opens
                   o.opens AND NOT k.apart AS continues,
                   CASE WHEN o.opens THEN k.period_end ELSE coalesce(k.known_from, 'infinity') END AS next_due_at,
                   v.allowance_millicredits AS allowance, -- NULL where no period begins, or the plan has no such allowance
                   CASE WHEN p.missed_periods = 'latest-only' AND k.period_end <= u.upto THEN 0 ELSE v.allowance_millicredits END AS granted,
                   CASE WHEN v.expires_at_period_end THEN k.period_end END AS allowance_expires_at,
                   booking_day(k.period_start) AS booked_on, k.cursor AS closed_at, booking_day(k.cursor) AS closing_booked_on,
                   r.rollover_percent, r.rollover_cap_millicredits AS rollover_cap, t.granularity_millicredits AS granularity,
                   CASE WHEN o.opens AND NOT k.apart AND v.allowance_millicredits IS NOT NULL
                             AND flag_on('shobeis_rollover_enabled', k.cursor - interval '1 microsecond') THEN coalesce(r.rollover_periods, 0) ELSE 0 END AS rollover_periods
            FROM (SELECT DISTINCT kind, credit_type_id, CASE WHEN kind > 0 THEN cursor END AS cursor, plan_id, closing_plan_id, zone, period_start, period_end, known_from, apart
                  FROM upcoming) AS k
            CROSS JOIN LATERAL (
                SELECT CASE WHEN through IS NULL THEN at
                            ELSE least(at, day_start(through + 1, coalesce(k.zone, 'UTC')) - interval '1 microsecond') END AS upto OFFSET 0) AS u
            CROSS JOIN LATERAL (SELECT coalesce(k.period_start <= u.upto AND k.known_from <= at, false) AS opens OFFSET 0) AS o
            CROSS JOIN LATERAL (SELECT CASE WHEN o.opens THEN catalogue_version_at(k.period_start) END AS opening_version,
                                       CASE WHEN o.opens THEN catalogue_version_at(k.cursor - interval '1 microsecond') END AS closing_version OFFSET 0) AS d
            LEFT JOIN catalogue_allowance v ON v.version_id = d.opening_version AND v.plan_id = k.plan_id AND v.credit_type_id = k.credit_type_id
            LEFT JOIN catalogue_plan p ON p.version_id = v.version_id AND p.plan_id = v.plan_id
            LEFT JOIN catalogue_allowance r ON r.version_id = d.closing_version AND r.plan_id = k.closing_plan_id AND r.credit_type_id = k.credit_type_id
            LEFT JOIN credit_type t ON t.id = k.credit_type_id
        ), closing AS MATERIALIZED ( -- an account and what its lots come to; most have one lot that ends, and last_… is that lot
            SELECT u.account_id, u.place, u.balance, l.ending, l.ending_allowance, l.last_lot_id, l.last_place, l.last_expires_at, l.ending_lots,
                   CASE WHEN l.rolling = 0 THEN 0
                        ELSE least(t.rollover_cap, (floor(l.rolling * t.rollover_percent / 100 / t.granularity) * t.granularity)::bigint) END AS rolled,
                   t.granted, t.allowance, t.period_start, t.period_end, t.booked_on, t.closed_at, t.closing_booked_on, t.allowance_expires_at, t.plan_id, t.opening_version,
                   t.opens, t.continues, t.upto, CASE WHEN t.opens THEN t.period_end ELSE u.cursor END AS next_period_at, least(t.next_due_at, l.next_expiry) AS next_due_at,
                   t.expires_up_to, t.rollover_periods
            FROM upcoming u
            JOIN term t ON t.kind = u.kind AND t.credit_type_id = u.credit_type_id
            CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE h.ends) AS ending_lots,
                       total(h.remaining) FILTER (WHERE h.ends) AS ending,
                       total(h.remaining) FILTER (WHERE h.ends AND h.source = 'allowance') AS ending_allowance,
                       total(h.remaining) FILTER (WHERE h.ends AND h.source = 'allowance' AND h.carried < t.rollover_periods) AS rolling,
                       max(h.id) FILTER (WHERE h.ends) AS last_lot_id, max(h.place) FILTER (WHERE h.ends) AS last_place,
                       max(h.expires_at) FILTER (WHERE h.ends) AS last_expires_at, min(h.expires_at) FILTER (WHERE NOT h.ends) AS next_expiry
                FROM (SELECT l.id, l.ctid AS place, l.source, l.carried, l.remaining_millicredits AS remaining, l.expires_at,
                             coalesce(l.expires_at <= t.expires_up_to, false) AS ends
                      FROM lot l WHERE l.account_id = u.account_id AND l.open OFFSET 0) AS h) AS l
        ), settled AS MATERIALIZED ( -- every lot that ends, and what it keeps
            SELECT e.account_id, e.lot_id, e.place, e.remaining, e.kept, e.period_end, e.expires_at, e.balance_after,
                   CASE WHEN e.expires_at = e.closed_at THEN e.closing_booked_on ELSE booking_day(e.expires_at) END AS booked_on,
                   CASE WHEN e.kept < e.remaining THEN nextval('entry_id_seq') END AS entry_id
            FROM (SELECT c.account_id, c.last_lot_id AS lot_id, c.last_place AS place, c.ending AS remaining, c.rolled AS kept,
                         c.period_end, c.closed_at, c.closing_booked_on, c.last_expires_at AS expires_at, c.balance - c.ending + c.rolled AS balance_after
                  FROM closing c WHERE c.ending_lots = 1
                  UNION ALL -- R stays in the newest lots first
                  SELECT k.account_id, k.lot_id, k.place, k.remaining, k.kept,
                         k.period_end, k.closed_at, k.closing_booked_on, k.expires_at,
                         k.balance - total(k.remaining - k.kept) OVER (PARTITION BY k.account_id ORDER BY k.expires_at, k.lot_id)
                  FROM (SELECT h.*, CASE WHEN h.rolls THEN greatest(0, least(h.remaining, h.rolled - h.in_newer)) ELSE 0 END AS kept
                        FROM (SELECT c.account_id, c.balance, c.rolled, c.period_end, c.closed_at, c.closing_booked_on, l.*,
                                     total(l.remaining) FILTER (WHERE l.rolls) OVER (PARTITION BY c.account_id ORDER BY l.lot_id DESC
                                         ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS in_newer
                              FROM closing c
                              CROSS JOIN LATERAL (
                                  SELECT x.id AS lot_id, x.ctid AS place, x.remaining_millicredits AS remaining, x.expires_at,
                                         x.source = 'allowance' AND x.carried < c.rollover_periods AS rolls
                                  FROM lot x WHERE x.account_id = c.account_id AND x.open AND x.expires_at <= c.expires_up_to OFFSET 0) AS l
                              WHERE c.ending_lots > 1) AS h) AS k) AS e
        ), outcome AS MATERIALIZED ( -- one row per account; its ids come after those of all expiries, which it waits for
            SELECT c.account_id, c.place, c.balance - c.ending + c.rolled AS balance_closed, c.granted, c.allowance, c.next_period_at, c.next_due_at,
                   c.period_start, c.booked_on, c.allowance_expires_at, c.rolled, c.ending - c.rolled AS expired,
                   CASE WHEN c.continues THEN c.ending_allowance - c.rolled ELSE 0 END AS expired_at_closing,
                   c.balance, c.period_end, c.plan_id, c.opening_version, c.opens, c.upto,
                   CASE WHEN c.allowance IS NOT NULL THEN nextval('entry_id_seq') END AS entry_id,
                   CASE WHEN c.granted > 0 THEN nextval('lot_id_seq') END AS lot_id
            FROM closing c
            CROSS JOIN (SELECT count(*) FROM settled) AS expiries
        ), new_entry AS (
            INSERT INTO entry (id, account_id, amount_millicredits, balance_before_millicredits, balance_after_millicredits,
                               occurred_at, run_id, booked_on, type, actor)
            SELECT e.entry_id, e.account_id, e.kept - e.remaining, e.balance_after + e.remaining - e.kept, e.balance_after,
                   e.expires_at, open_periods.run_id, e.booked_on, 'expiry'::entry_type, actor
            FROM settled e WHERE e.kept < e.remaining
            UNION ALL
            SELECT o.entry_id, o.account_id, o.granted, o.balance_closed, o.balance_closed + o.granted,
                   o.period_start, open_periods.run_id, o.booked_on, 'allocation', actor
            FROM outcome o WHERE o.granted > 0
        ), new_movement AS (
            INSERT INTO movement (entry_id, lot_id, amount_millicredits)
            SELECT entry_id, lot_id, kept - remaining FROM settled WHERE kept < remaining
            UNION ALL
            SELECT entry_id, lot_id, granted FROM outcome WHERE granted > 0
        ), new_lot AS (
            INSERT INTO lot (id, account_id, source, priority, granted_millicredits, remaining_millicredits, effective_at, expires_at)
            SELECT lot_id, account_id, 'allowance', 10, granted, granted, period_start, allowance_expires_at
            FROM outcome WHERE granted > 0
        ), changed_lot AS (
            UPDATE lot SET remaining_millicredits = s.kept,
                           carried = lot.carried + (s.kept > 0)::integer,
                           expires_at = CASE WHEN s.kept > 0 THEN s.period_end ELSE lot.expires_at END
            FROM settled s WHERE lot.ctid = s.place -- the account's lock holds it there
        ), new_period AS (
            INSERT INTO period (account_id, period_start, period_end, opening_millicredits, expired_millicredits, rolled_in_millicredits,
                                granted_millicredits, allowance_millicredits, first_entry_id, run_id, plan_id, catalogue_version_id, actor)
            SELECT account_id, period_start, period_end, balance - expired + expired_at_closing, expired_at_closing, rolled,
                   granted, granted, entry_id, open_periods.run_id, plan_id, opening_version, actor
            FROM outcome WHERE allowance IS NOT NULL
        ), changed_account AS (
            UPDATE account SET balance_millicredits = o.balance_closed + coalesce(o.granted, 0),
                               next_period_at = o.next_period_at, next_due_at = o.next_due_at
            FROM outcome o WHERE account.ctid = o.place
        )
        SELECT array_agg(o.account_id) FILTER (WHERE o.opens AND o.next_due_at <= o.upto) AS still_due,
               count(*) FILTER (WHERE o.allowance IS NOT NULL OR o.expired > 0) AS changed,
               count(o.allowance) AS opened,
               coalesce(sum(o.granted), 0) AS granted, sum(o.rolled) AS rolled, sum(o.expired) AS expired
        FROM outcome o
        INTO pass;

        changed := greatest(changed, pass.changed);
        opened := opened + pass.opened;
        granted_millicredits := granted_millicredits + pass.granted;
        rolled_millicredits := rolled_millicredits + pass.rolled;
        expired_millicredits := expired_millicredits + pass.expired;
        SELECT array_agg(a.id), array_agg(a.customer_id), array_agg(a.credit_type_id), array_agg(a.balance_millicredits), array_agg(a.next_period_at), array_agg(a.place)
        INTO due, customers, types, balances, cursors, places
        FROM (SELECT x.*, x.ctid AS place FROM account x WHERE x.id = ANY (pass.still_due) ORDER BY x.id) AS a;
    END LOOP;
END
$$;
