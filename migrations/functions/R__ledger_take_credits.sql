-- Takes an amount out of a locked account's spendable lots, in the order of consumption: lots, entry, movements, balance.
-- entry_id comes from the entry's sequence, under the account's lock. The caller has seen that there is enough; where there is not, this fails and nothing is taken.
CREATE OR REPLACE FUNCTION take_credits(entry_id bigint, account_id bigint, amount bigint, spendable_at timestamptz, type entry_type, occurred_at timestamptz,
    idempotency_key text, reason text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    taken numeric;
BEGIN
    WITH share AS MATERIALIZED (
        SELECT s.lot_id, least(s.remaining, amount - s.before)::bigint AS taken
        FROM spendable_lots(take_credits.account_id, spendable_at) s WHERE s.before < amount
    ), emptied AS (
        UPDATE lot l SET remaining_millicredits = l.remaining_millicredits - share.taken FROM share WHERE l.id = share.lot_id
    ), changed AS (
        UPDATE account a SET balance_millicredits = a.balance_millicredits - amount WHERE a.id = take_credits.account_id
        RETURNING a.balance_millicredits AS balance_after
    ), written AS (
        INSERT INTO entry (id, account_id, type, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, booked_on,
                           actor, idempotency_key, reason)
        SELECT take_credits.entry_id, take_credits.account_id, type, -amount, c.balance_after + amount, c.balance_after, take_credits.occurred_at,
               booking_day(take_credits.occurred_at), acting(), take_credits.idempotency_key, take_credits.reason
        FROM changed c
    ), moved AS (
        INSERT INTO movement (entry_id, lot_id, amount_millicredits) SELECT take_credits.entry_id, s.lot_id, -s.taken FROM share s
    )
    SELECT sum(s.taken) INTO taken FROM share s;
    IF taken IS DISTINCT FROM amount THEN
        RAISE EXCEPTION USING ERRCODE = 'BU101', MESSAGE = format('account %s: %s of %s millicredits could be taken', account_id, coalesce(taken, 0), amount),
            HINT = 'Nothing was taken. bursar reconciliation run shows what is wrong with the account.';
    END IF;
END
$$;
