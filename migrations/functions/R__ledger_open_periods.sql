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
            SELECT a.account_id, a.place, a.credit_type_id, a.balance, a.cursor, n.plan_id, n.closing_plan_id,
                   n.period_start, n.period_end, n.known_from, n.apart,
                   u.upto, coalesce(n.period_start <= u.upto AND n.known_from <= at, false) AS opens
            FROM unnest(due, types, balances, cursors, places) WITH ORDINALITY AS a (account_id, credit_type_id, balance, cursor, place, ordinal)
            LEFT JOIN next_periods(customers, cursors) n ON n.ordinal = a.ordinal
            CROSS JOIN LATERAL (
                SELECT CASE WHEN through IS NULL THEN at
                            ELSE least(at, day_start(through + 1, coalesce(n.zone, 'UTC')) - interval '1 microsecond') END AS upto) AS u
        ), moment AS MATERIALIZED ( -- what is in force where periods end and begin: few distinct instants, each asked once
            SELECT d.cursor, d.period_start, catalogue_version_at(d.period_start) AS opening_version,
                   catalogue_version_at(d.cursor - interval '1 microsecond') AS closing_version,
                   flag_on('shobeis_rollover_enabled', d.cursor - interval '1 microsecond') AS rollover_on
            FROM (SELECT DISTINCT s.cursor, s.period_start FROM upcoming s WHERE s.opens) AS d
        ), subject AS MATERIALIZED ( -- allowance is NULL where no period begins, or the plan has no such allowance
            SELECT s.*, m.opening_version, v.allowance_millicredits AS allowance, v.expires_at_period_end,
                   NOT (p.missed_periods = 'latest-only' AND s.period_end <= s.upto) AS grants,
                   CASE WHEN s.opens THEN s.known_from ELSE s.upto END AS expires_up_to,
                   o.rollover_percent, o.rollover_cap_millicredits AS rollover_cap, t.granularity_millicredits AS granularity,
                   CASE WHEN m.rollover_on AND NOT s.apart AND v.allowance_millicredits IS NOT NULL THEN o.rollover_periods ELSE 0 END AS rollover_periods
            FROM upcoming s
            LEFT JOIN moment m ON s.opens AND m.cursor = s.cursor AND m.period_start = s.period_start
            LEFT JOIN catalogue_allowance v ON v.version_id = m.opening_version AND v.plan_id = s.plan_id AND v.credit_type_id = s.credit_type_id
            LEFT JOIN catalogue_plan p ON p.version_id = v.version_id AND p.plan_id = v.plan_id
            LEFT JOIN catalogue_allowance o ON o.version_id = m.closing_version AND o.plan_id = s.closing_plan_id AND o.credit_type_id = s.credit_type_id
            LEFT JOIN credit_type t ON t.id = s.credit_type_id
        ), settled AS MATERIALIZED ( -- every lot that holds something, and what it keeps; R stays in the newest lots first
            SELECT e.*, e.balance - total(e.remaining - e.kept) OVER (PARTITION BY e.account_id ORDER BY e.expires_at, e.lot_id) AS balance_after,
                   CASE WHEN e.kept < e.remaining THEN nextval('entry_id_seq') END AS entry_id
            FROM (SELECT n.account_id, n.lot_id, n.place, n.balance, n.remaining, n.expires_at, n.ends, n.rolls, n.is_closed_allowance, n.period_end,
                         CASE WHEN NOT n.ends THEN n.remaining WHEN NOT n.rolls THEN 0
                              ELSE greatest(0, least(n.remaining, least(n.rollover_cap,
                                  (floor(n.unused * n.rollover_percent / 100 / n.granularity) * n.granularity)::bigint) - n.in_newer)) END AS kept
                  FROM (SELECT h.*, total(h.remaining) FILTER (WHERE h.rolls) OVER (PARTITION BY h.account_id) AS unused,
                               total(h.remaining) FILTER (WHERE h.rolls) OVER (PARTITION BY h.account_id ORDER BY h.lot_id DESC
                                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS in_newer
                        FROM (SELECT s.account_id, s.balance, s.period_end, s.rollover_percent, s.rollover_cap, s.granularity,
                                     l.id AS lot_id, l.place, l.remaining_millicredits AS remaining, l.expires_at,
                                     coalesce(l.expires_at <= s.expires_up_to, false) AS ends,
                                     l.source = 'allowance' AND s.opens AND NOT s.apart AS is_closed_allowance,
                                     coalesce(l.expires_at <= s.expires_up_to AND l.source = 'allowance' AND l.carried < s.rollover_periods, false) AS rolls
                              FROM subject s
                              CROSS JOIN LATERAL (SELECT x.*, x.ctid AS place FROM lot x WHERE x.account_id = s.account_id AND x.open OFFSET 0) AS l
                             ) AS h) AS n) AS e
        ), outcome AS MATERIALIZED ( -- one row per account; its ids come after those of the account's expiries, which it waits for
            SELECT s.*, coalesce(c.expired, 0) AS expired, coalesce(c.rolled, 0) AS rolled, coalesce(c.expired_at_closing, 0) AS expired_at_closing,
                   coalesce(s.allowance IS NOT NULL AND s.grants, false) AS allocates, c.next_expiry,
                   CASE WHEN s.allowance IS NOT NULL THEN nextval('entry_id_seq') END AS entry_id,
                   CASE WHEN s.allowance IS NOT NULL AND s.grants THEN nextval('lot_id_seq') END AS lot_id
            FROM subject s
            LEFT JOIN (SELECT account_id, total(remaining - kept) AS expired, total(kept) FILTER (WHERE rolls) AS rolled,
                              total(remaining - kept) FILTER (WHERE is_closed_allowance) AS expired_at_closing,
                              min(expires_at) FILTER (WHERE NOT ends) AS next_expiry
                       FROM settled GROUP BY account_id) AS c USING (account_id)
        ), day AS MATERIALIZED (
            SELECT d.occurred_at, booking_day(d.occurred_at) AS booked_on
            FROM (SELECT expires_at AS occurred_at FROM settled WHERE kept < remaining UNION SELECT period_start FROM outcome WHERE allocates) AS d
        ), new_entry AS (
            INSERT INTO entry (id, account_id, amount_millicredits, balance_before_millicredits, balance_after_millicredits,
                               occurred_at, run_id, booked_on, type, actor)
            SELECT e.entry_id, e.account_id, e.kept - e.remaining, e.balance_after + e.remaining - e.kept, e.balance_after,
                   e.expires_at, open_periods.run_id, d.booked_on, 'expiry'::entry_type, actor
            FROM settled e JOIN day d ON d.occurred_at = e.expires_at WHERE e.kept < e.remaining
            UNION ALL
            SELECT o.entry_id, o.account_id, o.allowance, o.balance - o.expired, o.balance - o.expired + o.allowance,
                   o.period_start, open_periods.run_id, d.booked_on, 'allocation', actor
            FROM outcome o JOIN day d ON d.occurred_at = o.period_start WHERE o.allocates
        ), new_movement AS (
            INSERT INTO movement (entry_id, lot_id, amount_millicredits)
            SELECT entry_id, lot_id, kept - remaining FROM settled WHERE kept < remaining
            UNION ALL
            SELECT entry_id, lot_id, allowance FROM outcome WHERE allocates
        ), new_lot AS (
            INSERT INTO lot (id, account_id, source, priority, granted_millicredits, remaining_millicredits, effective_at, expires_at)
            SELECT lot_id, account_id, 'allowance', 10, allowance, allowance, period_start, CASE WHEN expires_at_period_end THEN period_end END
            FROM outcome WHERE allocates
        ), changed_lot AS (
            UPDATE lot SET remaining_millicredits = s.kept,
                           carried = lot.carried + (s.kept > 0)::integer,
                           expires_at = CASE WHEN s.kept > 0 THEN s.period_end ELSE lot.expires_at END
            FROM settled s WHERE s.ends AND lot.ctid = s.place -- the account's lock holds it there
        ), new_period AS (
            INSERT INTO period (account_id, period_start, period_end, opening_millicredits, expired_millicredits, rolled_in_millicredits,
                                granted_millicredits, allowance_millicredits, first_entry_id, run_id, plan_id, catalogue_version_id, actor)
            SELECT account_id, period_start, period_end, balance - expired + expired_at_closing, expired_at_closing, rolled,
                   CASE WHEN allocates THEN allowance ELSE 0 END, CASE WHEN allocates THEN allowance ELSE 0 END, entry_id,
                   open_periods.run_id, plan_id, opening_version, actor
            FROM outcome WHERE allowance IS NOT NULL
        ), changed_account AS (
            UPDATE account SET balance_millicredits = o.balance - o.expired + CASE WHEN o.allocates THEN o.allowance ELSE 0 END,
                               next_period_at = CASE WHEN o.opens THEN o.period_end ELSE o.cursor END,
                               next_due_at = least(CASE WHEN o.opens THEN o.period_end ELSE coalesce(o.known_from, 'infinity') END, o.next_expiry)
            FROM outcome o WHERE account.ctid = o.place
        )
        SELECT array_agg(o.account_id) FILTER (WHERE o.opens AND least(o.period_end, o.next_expiry) <= o.upto) AS still_due,
               count(*) FILTER (WHERE o.allowance IS NOT NULL OR o.expired > 0) AS changed,
               count(o.allowance) AS opened,
               coalesce(sum(o.allowance) FILTER (WHERE o.allocates), 0) AS granted, sum(o.rolled) AS rolled, sum(o.expired) AS expired
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
