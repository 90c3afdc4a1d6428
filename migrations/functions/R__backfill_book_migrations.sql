-- Brings balances into the ledger as prepare_migrations says: accounts that are missing, lots, entries, periods, the seams of the
-- customers. Returns how many rows of the source that were, and what they came to.
--
--   are_new  none of these customers has any of the accounts. Where one has been made meanwhile, nobody here has locked it: that is a
--            unique_violation, and nothing is booked
CREATE OR REPLACE FUNCTION book_migrations(source_id integer, numbers bigint[], customer_ids bigint[], are_new boolean, run_id bigint, OUT rows bigint, OUT millicredits numeric)
LANGUAGE plpgsql VOLATILE
SET lock_timeout = '250ms' -- who is making one of the accounts at this moment is not waited for longer
AS $$
DECLARE
    priced_in text := (SELECT s.currency FROM backfill_source s WHERE s.id = book_migrations.source_id);
    actor     text := acting();
BEGIN
    WITH todo AS MATERIALIZED (
        SELECT p.*, p.account_id IS NULL AS is_new, coalesce(p.account_id, nextval('account_id_seq')) AS owner,
               nextval('entry_id_seq') AS entry_id, CASE WHEN p.granted > 0 THEN nextval('lot_id_seq') END AS lot_id,
               p.balance + greatest(p.granted, 0) AS balance_after, CASE WHEN p.opens THEN p.period_end ELSE p.next_period_at END AS period_from
        FROM prepare_migrations(book_migrations.source_id, book_migrations.numbers, book_migrations.customer_ids, book_migrations.are_new) p
        ORDER BY p.account_id, p.customer_id, p.credit_type_id
    ), new_account AS (
        INSERT INTO account (id, customer_id, credit_type_id, balance_millicredits, next_period_at, next_due_at) OVERRIDING SYSTEM VALUE
        SELECT t.owner, t.customer_id, t.credit_type_id, t.balance_after, t.period_from, CASE WHEN t.opens THEN t.period_end ELSE t.next_due_at END
        FROM todo t WHERE t.is_new
    ), changed_account AS (
        UPDATE account SET balance_millicredits = t.balance_after, next_period_at = t.period_from,
            next_due_at = CASE WHEN NOT t.opens THEN least(t.next_due_at, t.expires_at)
                               WHEN t.balance = 0 THEN t.period_end
                               ELSE least(t.period_end, (SELECT min(l.expires_at) FROM lot l WHERE l.account_id = t.account_id AND l.open)) END
        FROM todo t WHERE NOT t.is_new AND account.ctid = t.place
    ), new_lot AS (
        INSERT INTO lot (id, account_id, source, priority, granted_millicredits, remaining_millicredits, effective_at, expires_at, net_price_cents, currency)
        SELECT t.lot_id, t.owner, 'migration', lot_priority('migration'), t.granted, t.granted, t.seam_at, t.expires_at,
               t.cents, CASE WHEN t.cents IS NOT NULL THEN priced_in END
        FROM todo t WHERE t.lot_id IS NOT NULL
    ), new_entry AS (
        INSERT INTO entry (id, account_id, type, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, booked_on, run_id, actor, reference_id)
        SELECT t.entry_id, t.owner, 'migration', t.granted, t.balance, t.balance_after, t.seam_at, t.booked_on, book_migrations.run_id, actor,
               format('legacy:%s:%s', book_migrations.source_id, t.line)
        FROM todo t WHERE t.lot_id IS NOT NULL
    ), new_movement AS (
        INSERT INTO movement (entry_id, lot_id, amount_millicredits) SELECT t.entry_id, t.lot_id, t.granted FROM todo t WHERE t.lot_id IS NOT NULL
    ), new_period AS (
        INSERT INTO period (account_id, period_start, period_end, opening_millicredits, expired_millicredits, rolled_in_millicredits, granted_millicredits,
                            allowance_millicredits, first_entry_id, run_id, plan_id, catalogue_version_id, actor)
        SELECT t.owner, t.period_start, t.period_end, t.balance, 0, 0, 0, t.allowance, t.entry_id, book_migrations.run_id, t.plan_id, t.version_id, actor
        FROM todo t WHERE t.opens
    ), new_migration AS (
        INSERT INTO migration (account_id, take, source_id, number, content, millicredits, lot_id, entry_id, period_start, period_end, cursor_before, set_seam)
        SELECT t.owner, t.take, book_migrations.source_id, t.number, t.content, t.amount, t.lot_id, CASE WHEN t.lot_id IS NOT NULL THEN t.entry_id END,
               CASE WHEN t.opens THEN t.period_start END, CASE WHEN t.opens THEN t.period_end END,
               CASE WHEN t.opens THEN t.next_period_at END, t.sets_seam
        FROM todo t
    ), seamed AS (
        UPDATE customer c SET seam_at = t.seam_at FROM todo t WHERE t.is_first AND t.sets_seam AND c.id = t.customer_id
    )
    SELECT count(*) FILTER (WHERE t.is_first), coalesce(sum(t.granted), 0) INTO rows, millicredits FROM todo t;
END
$$;
