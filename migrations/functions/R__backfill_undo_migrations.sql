-- Takes back what a backfill brought to some accounts and is not spent: per lot one negative `migration` entry over what remains. The
-- legacy period that was opened with it is closed again where none followed, and users who have nothing migrated any more lose their
-- seam. Undone once, only what refunds have brought back to such a lot since is left to take. Customers are locked in id order, then
-- accounts.
--
--   kept_millicredits  spent or expired, and so still of the users
CREATE OR REPLACE FUNCTION undo_migrations(source_id integer, account_ids bigint[], reason text,
    OUT accounts bigint, OUT reversed_millicredits numeric, OUT kept_millicredits numeric)
LANGUAGE plpgsql VOLATILE
SET jit = off
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off
AS $$
DECLARE
    now   timestamptz := business_now();
    today date;
    actor text := acting();
BEGIN
    PERFORM share_open_days();
    today := booking_day(now);
    PERFORM FROM customer c WHERE c.id IN (SELECT a.customer_id FROM account a WHERE a.id = ANY (account_ids)) ORDER BY c.id FOR NO KEY UPDATE;
    PERFORM FROM account a WHERE a.id = ANY (account_ids) ORDER BY a.id FOR UPDATE;
    WITH target AS MATERIALIZED (
        SELECT m.*, a.customer_id, a.balance_millicredits AS balance, coalesce(l.remaining_millicredits, 0) AS remaining, coalesce(l.granted_millicredits, 0) AS granted,
               coalesce(a.next_period_at = m.period_end, false) AS reopens, CASE WHEN l.remaining_millicredits > 0 THEN nextval('entry_id_seq') END AS new_entry_id
        FROM migration m JOIN account a ON a.id = m.account_id LEFT JOIN lot l ON l.id = m.lot_id
        WHERE m.account_id = ANY (account_ids) AND m.source_id = undo_migrations.source_id AND (m.undone_at IS NULL OR l.remaining_millicredits > 0)
        ORDER BY m.account_id, m.take
    ), stepped AS MATERIALIZED ( -- several lots of one account, one after the other
        SELECT t.*, t.balance - total(t.remaining) OVER (PARTITION BY t.account_id ORDER BY t.take) AS balance_after FROM target t
    ), new_entry AS (
        INSERT INTO entry (id, account_id, type, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, booked_on, actor, reference_id, reason)
        SELECT s.new_entry_id, s.account_id, 'migration', -s.remaining, s.balance_after + s.remaining, s.balance_after, now, today, actor,
               format('legacy:%s', s.source_id), undo_migrations.reason
        FROM stepped s WHERE s.remaining > 0
    ), new_movement AS (
        INSERT INTO movement (entry_id, lot_id, amount_millicredits) SELECT s.new_entry_id, s.lot_id, -s.remaining FROM stepped s WHERE s.remaining > 0
    ), changed_lot AS (
        UPDATE lot SET remaining_millicredits = 0 FROM stepped s WHERE lot.id = s.lot_id AND s.remaining > 0
    ), closed_period AS (
        DELETE FROM period p USING stepped s WHERE s.undone_at IS NULL AND s.reopens AND p.account_id = s.account_id AND p.period_start = s.period_start
    ), changed_account AS (
        UPDATE account a SET balance_millicredits = s.balance - s.taken,
            next_period_at = coalesce(s.cursor_before, a.next_period_at), next_due_at = CASE WHEN s.cursor_before IS NULL THEN a.next_due_at ELSE '-infinity' END
        FROM (SELECT t.account_id, t.balance, total(t.remaining) AS taken, min(t.cursor_before) FILTER (WHERE t.undone_at IS NULL AND t.reopens) AS cursor_before
              FROM stepped t GROUP BY t.account_id, t.balance) AS s WHERE a.id = s.account_id
    ), changed_migration AS (
        UPDATE migration m SET undone_at = coalesce(m.undone_at, now),
            kept_millicredits = CASE WHEN m.undone_at IS NULL THEN s.granted ELSE m.kept_millicredits END - s.remaining
        FROM stepped s WHERE m.account_id = s.account_id AND m.take = s.take
        RETURNING m.account_id, m.kept_millicredits
    )
    SELECT count(DISTINCT s.account_id), coalesce(sum(s.remaining), 0), (SELECT coalesce(sum(c.kept_millicredits), 0) FROM changed_migration c)
    INTO accounts, reversed_millicredits, kept_millicredits FROM stepped s;
    UPDATE customer c SET seam_at = NULL
    WHERE c.seam_at IS NOT NULL AND c.id IN (SELECT a.customer_id FROM account a WHERE a.id = ANY (account_ids))
      AND EXISTS (SELECT FROM migration m JOIN account a ON a.id = m.account_id WHERE a.customer_id = c.id AND m.set_seam)
      AND NOT EXISTS (SELECT FROM migration m JOIN account a ON a.id = m.account_id WHERE a.customer_id = c.id AND m.undone_at IS NULL);
END
$$;
