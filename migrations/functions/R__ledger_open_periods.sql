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
        WITH subject AS MATERIALIZED (
            SELECT a.account_id, a.place, a.credit_type_id, a.balance, a.cursor,
                   n.plan_id, n.closing_plan_id, n.period_start, n.period_end, n.known_from, n.resumed,
                   u.upto, coalesce(n.period_start <= u.upto AND n.known_from <= at, false) AS opens
            FROM unnest(due, types, balances, cursors, places) WITH ORDINALITY AS a (account_id, credit_type_id, balance, cursor, place, ordinal)
            LEFT JOIN next_periods(customers, cursors) n ON n.ordinal = a.ordinal
            CROSS JOIN LATERAL (
                SELECT CASE WHEN through IS NULL THEN at
                            ELSE least(at, ((through + 1)::timestamp AT TIME ZONE coalesce(n.zone, 'UTC')) - interval '1 microsecond') END AS upto) AS u
        ), moment AS MATERIALIZED ( -- what is in force where periods end and begin: few distinct instants
            SELECT d.cursor, d.period_start, catalogue_version_at(d.period_start) AS opening_version,
                   catalogue_version_at(d.cursor - interval '1 microsecond') AS closing_version,
                   flag_on('shobeis_rollover_enabled', d.cursor - interval '1 microsecond') AS rollover_on
            FROM (SELECT DISTINCT s.cursor, s.period_start FROM subject s WHERE s.opens) AS d
        ), opening AS MATERIALIZED ( -- periods that begin; an account whose plan has no such allowance only moves on
            SELECT s.*, m.opening_version, v.allowance_millicredits AS allowance, v.expires_at_period_end,
                   NOT (p.missed_periods = 'latest-only' AND s.period_end <= s.upto) AS grants,
                   m.rollover_on AND NOT s.resumed AS may_roll, o.rollover_percent, o.rollover_cap_millicredits, o.rollover_periods
            FROM subject s
            JOIN moment m USING (cursor, period_start)
            JOIN catalogue_allowance v ON v.version_id = m.opening_version AND v.plan_id = s.plan_id AND v.credit_type_id = s.credit_type_id
            JOIN catalogue_plan p ON p.version_id = m.opening_version AND p.plan_id = s.plan_id
            LEFT JOIN catalogue_allowance o ON o.version_id = m.closing_version AND o.plan_id = s.closing_plan_id AND o.credit_type_id = s.credit_type_id
            WHERE s.opens
        ), held AS MATERIALIZED (
            SELECT l.id AS lot_id, l.place, l.account_id, l.remaining_millicredits AS remaining, l.expires_at,
                   coalesce(l.expires_at <= CASE WHEN s.opens THEN CASE WHEN s.resumed THEN s.known_from ELSE s.period_start END ELSE s.upto END, false) AS ends,
                   l.source = 'allowance' AND s.opens AND NOT s.resumed AS is_closed_allowance, l.carried
            FROM subject s
            CROSS JOIN LATERAL (SELECT x.*, x.ctid AS place FROM lot x WHERE x.account_id = s.account_id AND x.open OFFSET 0) AS l
        ), ending AS MATERIALIZED (
            SELECT h.*, o.period_end, o.rollover_percent, o.rollover_cap_millicredits AS cap, t.granularity_millicredits AS granularity,
                   coalesce(h.is_closed_allowance AND o.may_roll AND h.carried < o.rollover_periods, false) AS rolls
            FROM held h
            LEFT JOIN opening o ON o.account_id = h.account_id
            LEFT JOIN credit_type t ON t.id = o.credit_type_id
            WHERE h.ends
        ), settled AS MATERIALIZED ( -- R stays in the newest lots first
            SELECT e.*, CASE WHEN NOT e.rolls THEN 0 ELSE greatest(0, least(e.remaining,
                       least(e.cap, (floor(e.unused * e.rollover_percent / 100 / e.granularity) * e.granularity)::bigint) - e.in_newer)) END AS kept
            FROM (SELECT n.*, total(n.remaining) FILTER (WHERE n.rolls) OVER (PARTITION BY n.account_id) AS unused,
                         total(n.remaining) FILTER (WHERE n.rolls) OVER (PARTITION BY n.account_id ORDER BY n.lot_id DESC
                             ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS in_newer
                  FROM ending n) AS e
        ), line AS MATERIALIZED ( -- entries to be, in order; the opening has its line even where it grants nothing
            SELECT nextval('entry_id_seq') AS entry_id, q.*
            FROM (SELECT x.account_id, x.opens, x.type, x.lot_id, x.amount, x.occurred_at, x.is_closed_allowance,
                         s.balance + total(x.amount) OVER (PARTITION BY x.account_id ORDER BY x.opens, x.occurred_at, x.lot_id) AS balance_after
                  FROM (SELECT account_id, false AS opens, 'expiry'::entry_type AS type, lot_id, kept - remaining AS amount,
                               expires_at AS occurred_at, is_closed_allowance
                        FROM settled WHERE kept < remaining
                        UNION ALL
                        SELECT account_id, true, 'allocation', nextval('lot_id_seq'), CASE WHEN grants THEN allowance ELSE 0 END,
                               period_start, false
                        FROM opening) AS x
                  JOIN subject s ON s.account_id = x.account_id
                  ORDER BY x.account_id, x.opens, x.occurred_at, x.lot_id) AS q
        ), day AS MATERIALIZED ( -- asked once for each instant, not for each line
            SELECT d.occurred_at, booking_day(d.occurred_at) AS booked_on FROM (SELECT DISTINCT occurred_at FROM line) AS d
        ), new_entry AS (
            INSERT INTO entry (id, account_id, amount_millicredits, balance_before_millicredits, balance_after_millicredits,
                               occurred_at, run_id, booked_on, type, actor)
            SELECT l.entry_id, l.account_id, l.amount, l.balance_after - l.amount, l.balance_after, l.occurred_at, open_periods.run_id, d.booked_on, l.type, actor
            FROM line l
            JOIN day d USING (occurred_at)
            WHERE l.amount <> 0
            ORDER BY l.entry_id
        ), new_movement AS (
            INSERT INTO movement (entry_id, lot_id, amount_millicredits)
            SELECT entry_id, lot_id, amount FROM line WHERE amount <> 0 ORDER BY entry_id
        ), new_lot AS (
            INSERT INTO lot (id, account_id, source, priority, granted_millicredits, remaining_millicredits, effective_at, expires_at)
            SELECT l.lot_id, o.account_id, 'allowance', 10, o.allowance, o.allowance, o.period_start, CASE WHEN o.expires_at_period_end THEN o.period_end END
            FROM line l JOIN opening o USING (account_id) WHERE l.opens AND o.grants
            ORDER BY l.lot_id
        ), changed_lot AS (
            UPDATE lot SET remaining_millicredits = s.kept,
                           carried = lot.carried + (s.kept > 0)::integer,
                           expires_at = CASE WHEN s.kept > 0 THEN s.period_end ELSE lot.expires_at END
            FROM settled s WHERE lot.ctid = s.place -- the account's lock holds it there
        ), closed AS MATERIALIZED (
            SELECT account_id, total(remaining - kept) AS expired, total(kept) AS rolled,
                   total(remaining - kept) FILTER (WHERE is_closed_allowance) AS expired_at_closing
            FROM settled GROUP BY account_id
        ), new_period AS (
            INSERT INTO period (account_id, period_start, period_end, opening_millicredits, expired_millicredits, rolled_in_millicredits,
                                granted_millicredits, allowance_millicredits, first_entry_id, run_id, plan_id, catalogue_version_id, actor)
            SELECT o.account_id, o.period_start, o.period_end, o.balance - coalesce(c.expired - c.expired_at_closing, 0),
                   coalesce(c.expired_at_closing, 0), coalesce(c.rolled, 0), l.amount, CASE WHEN o.grants THEN o.allowance ELSE 0 END, l.entry_id,
                   open_periods.run_id, o.plan_id, o.opening_version, actor
            FROM line l JOIN opening o USING (account_id) LEFT JOIN closed c USING (account_id)
            WHERE l.opens
        ), brought AS MATERIALIZED (
            SELECT s.account_id, s.place, s.opens, s.upto, coalesce(d.amount, 0) AS amount,
                   CASE WHEN s.opens THEN s.period_end ELSE s.cursor END AS next_period_at,
                   least(CASE WHEN s.opens THEN s.period_end ELSE coalesce(s.known_from, 'infinity') END, h.next_expiry) AS next_due_at
            FROM subject s
            LEFT JOIN (SELECT account_id, total(amount) AS amount FROM line GROUP BY account_id) AS d USING (account_id)
            LEFT JOIN (SELECT account_id, min(expires_at) AS next_expiry FROM held WHERE NOT ends GROUP BY account_id) AS h USING (account_id)
        ), changed_account AS (
            UPDATE account SET balance_millicredits = account.balance_millicredits + b.amount,
                               next_period_at = b.next_period_at, next_due_at = b.next_due_at
            FROM brought b WHERE account.ctid = b.place
        )
        SELECT (SELECT array_agg(b.account_id) FROM brought b WHERE b.next_due_at <= b.upto) AS still_due,
               (SELECT count(DISTINCT account_id) FROM line) AS changed,
               (SELECT count(*) FROM opening) AS opened,
               (SELECT coalesce(sum(amount), 0) FROM line WHERE opens) AS granted,
               (SELECT coalesce(sum(rolled), 0) FROM closed) AS rolled,
               (SELECT coalesce(sum(expired), 0) FROM closed) AS expired
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
