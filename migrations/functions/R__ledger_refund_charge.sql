-- Takes a charge back, whole and once; a repeat returns the first answer. Every movement goes back to its lot; what came
-- from a lot that has expired since becomes an adjustment lot that ends with the current period (never, where none is open).
CREATE OR REPLACE FUNCTION refund(idempotency_key text, reason text) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = bursar, pg_temp AS $$
DECLARE
    now       timestamptz := business_now();
    own_key   text := 'refund:' || idempotency_key;
    content   bytea := sha256(convert_to(idempotency_key, 'UTF8'));
    answer    jsonb := replay_of(own_key, content);
    charged   entry;
    owner     account;
    refunded  bigint;
    returned  bigint;
    balance   bigint;
    new_entry bigint;
    new_lot   bigint;
BEGIN
    IF answer IS NOT NULL THEN
        RETURN answer;
    END IF;
    SELECT e.* INTO charged FROM idempotency_key k JOIN entry e ON e.id = k.entry_id WHERE k.key = refund.idempotency_key;
    IF charged.id IS NULL AND NOT EXISTS (SELECT FROM idempotency_key k WHERE k.key = refund.idempotency_key) THEN
        RAISE EXCEPTION USING ERRCODE = 'BU206', MESSAGE = format('unknown key %L', idempotency_key),
            HINT = 'Nothing was refunded. bursar ledger USER lists a user''s charges with their keys.';
    ELSIF charged.type IS DISTINCT FROM 'deduction' THEN
        RAISE EXCEPTION USING ERRCODE = 'BU405', MESSAGE = format('key %L charged nothing that could be refunded', idempotency_key),
            HINT = 'Only a charge can be refunded. Nothing was changed.';
    END IF;
    SELECT a.* INTO owner FROM account a WHERE a.id = charged.account_id;
    PERFORM ready_account(owner.customer_id, owner.credit_type_id, now);
    refunded := -charged.amount_millicredits;
    balance := (SELECT a.balance_millicredits FROM account a WHERE a.id = charged.account_id);
    answer := jsonb_build_object('status', 'refunded', 'refundedMillicredits', refunded, 'balanceMillicredits', balance + refunded);
    new_entry := nextval('entry_id_seq');
    IF NOT bind_key(own_key, content, answer, new_entry) THEN
        RETURN replay_of(own_key, content);
    END IF;
    WITH back AS (
        UPDATE lot l SET remaining_millicredits = l.remaining_millicredits - m.amount_millicredits
        FROM movement m WHERE m.entry_id = charged.id AND l.id = m.lot_id AND (l.expires_at IS NULL OR l.expires_at > now)
        RETURNING l.id AS lot_id, -m.amount_millicredits AS amount
    ), moved AS (
        INSERT INTO movement (entry_id, lot_id, amount_millicredits) SELECT new_entry, b.lot_id, b.amount FROM back b
    )
    SELECT coalesce(sum(b.amount), 0) INTO returned FROM back b;
    IF returned < refunded THEN
        INSERT INTO lot (account_id, source, priority, granted_millicredits, remaining_millicredits, effective_at, expires_at)
        VALUES (owner.id, 'adjustment', lot_priority('adjustment'), refunded - returned, refunded - returned, now,
                (SELECT p.period_end FROM period p WHERE p.account_id = owner.id AND p.period_start <= now AND p.period_end > now))
        RETURNING id INTO new_lot;
        INSERT INTO movement (entry_id, lot_id, amount_millicredits) VALUES (new_entry, new_lot, refunded - returned);
    END IF;
    INSERT INTO entry (id, account_id, type, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, booked_on,
                       actor, idempotency_key, reference_id, request_id, reason)
    VALUES (new_entry, owner.id, 'refund', refunded, balance, balance + refunded, now, booking_day(now), acting(), own_key,
            refund.idempotency_key, charged.request_id, refund.reason);
    UPDATE account a SET balance_millicredits = balance + refunded, next_due_at = least(a.next_due_at, l.expires_at)
    FROM (SELECT min(x.expires_at) AS expires_at FROM movement m JOIN lot x ON x.id = m.lot_id WHERE m.entry_id = new_entry) AS l
    WHERE a.id = owner.id;
    RETURN answer;
END
$$;
