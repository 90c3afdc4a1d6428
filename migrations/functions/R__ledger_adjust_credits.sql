-- An operator's correction: positive, an adjustment lot that never expires; negative, taken from the lots in the order of
-- consumption, and refused where there is not enough. A repeat of the key returns the first answer.
CREATE OR REPLACE FUNCTION adjust_credits(user_id text, credit_type text, millicredits bigint, idempotency_key text, reason text)
RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = bursar, pg_temp AS $$
DECLARE
    now       timestamptz := business_now();
    type      credit_type := credit_type_of(credit_type);
    content   bytea := sha256(convert_to(ROW('adjust', user_id, credit_type, millicredits, reason)::text, 'UTF8'));
    answer    jsonb := replay_of(idempotency_key, content);
    payer     bigint;
    spendable numeric;
    new_entry bigint;
BEGIN
    IF answer IS NOT NULL THEN
        RETURN answer;
    END IF;
    PERFORM check_key(idempotency_key);
    PERFORM check_amount(millicredits, type);
    payer := ready_account(customer_of(user_id), type.id, now);
    spendable := (SELECT coalesce(sum(s.remaining), 0) FROM spendable_lots(payer, now) s);
    IF spendable + millicredits < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'BU411', MESSAGE = format('user %L can spend %s credits of type %s, %s cannot be taken', user_id,
                credits_text(spendable), credit_type, credits_text(-millicredits)),
            HINT = 'Nothing was changed. A balance is never negative: take what is there, and settle the rest outside.';
    END IF;
    new_entry := nextval('entry_id_seq');
    answer := jsonb_build_object('status', 'adjusted', 'adjustedMillicredits', millicredits,
        'balanceMillicredits', (SELECT a.balance_millicredits + millicredits FROM account a WHERE a.id = payer));
    IF NOT bind_key(idempotency_key, content, answer, new_entry) THEN
        RETURN replay_of(idempotency_key, content);
    END IF;
    IF millicredits > 0 THEN
        PERFORM give_credits(new_entry, payer, 'adjustment', millicredits, now, NULL, 'adjustment', now, idempotency_key, reason);
    ELSE
        PERFORM take_credits(new_entry, payer, -millicredits, now, 'adjustment', now, idempotency_key, reason);
    END IF;
    RETURN answer;
END
$$;
