-- Expires what remains in one lot of a locked account, before its time.
CREATE OR REPLACE FUNCTION expire_lot(lot_id bigint, occurred_at timestamptz, reason text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    expired   lot;
    new_entry bigint := nextval('entry_id_seq');
BEGIN
    SELECT l.* INTO expired FROM lot l WHERE l.id = lot_id;
    UPDATE lot l SET remaining_millicredits = 0 WHERE l.id = lot_id;
    WITH changed AS (
        UPDATE account a SET balance_millicredits = a.balance_millicredits - expired.remaining_millicredits WHERE a.id = expired.account_id
        RETURNING a.balance_millicredits AS balance_after
    )
    INSERT INTO entry (id, account_id, type, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, booked_on, actor, reason)
    SELECT new_entry, expired.account_id, 'expiry', -expired.remaining_millicredits, c.balance_after + expired.remaining_millicredits, c.balance_after,
           expire_lot.occurred_at, booking_day(expire_lot.occurred_at), acting(), expire_lot.reason
    FROM changed c;
    INSERT INTO movement (entry_id, lot_id, amount_millicredits) VALUES (new_entry, expire_lot.lot_id, -expired.remaining_millicredits);
END
$$;
