-- Puts a new lot into a locked account: lot, entry, movement, balance. The only way in for a single lot.
-- entry_id comes from the entry's sequence, under the account's lock. Returns the lot's id.
-- Priorities are those of the design: what expires soonest and cost least is consumed first.
CREATE OR REPLACE FUNCTION give_credits(entry_id bigint, account_id bigint, source lot_source, amount bigint, effective_at timestamptz, expires_at timestamptz,
    type entry_type, occurred_at timestamptz, idempotency_key text, reason text) RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    balance bigint := (SELECT a.balance_millicredits FROM account a WHERE a.id = give_credits.account_id);
    new_lot bigint;
BEGIN
    INSERT INTO lot (account_id, source, priority, granted_millicredits, remaining_millicredits, effective_at, expires_at)
    VALUES (give_credits.account_id, source, lot_priority(source), amount, amount, effective_at, give_credits.expires_at)
    RETURNING id INTO new_lot;
    INSERT INTO entry (id, account_id, type, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, booked_on,
                       actor, idempotency_key, reason)
    VALUES (give_credits.entry_id, give_credits.account_id, type, amount, balance, balance + amount, give_credits.occurred_at, booking_day(give_credits.occurred_at),
            acting(), give_credits.idempotency_key, give_credits.reason);
    INSERT INTO movement (entry_id, lot_id, amount_millicredits) VALUES (give_credits.entry_id, new_lot, amount);
    UPDATE account a SET balance_millicredits = balance + amount, next_due_at = least(a.next_due_at, give_credits.expires_at)
    WHERE a.id = give_credits.account_id;
    RETURN new_lot;
END
$$;
