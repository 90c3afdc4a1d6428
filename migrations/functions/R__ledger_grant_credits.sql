-- An operator's gift: a bonus lot that expires at an instant, or never. A repeat of the key returns the first answer.
CREATE OR REPLACE FUNCTION grant_credits(user_id text, credit_type text, millicredits bigint, expires_at timestamptz, idempotency_key text, reason text)
RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = bursar, pg_temp AS $$
DECLARE
    now       timestamptz := business_now();
    type      credit_type := credit_type_of(credit_type);
    content   bytea := sha256(convert_to(ROW('grant', user_id, credit_type, millicredits, extract(epoch FROM expires_at), reason)::text, 'UTF8'));
    answer    jsonb := replay_of(idempotency_key, content);
    payer     bigint;
    new_entry bigint;
BEGIN
    IF answer IS NOT NULL THEN
        RETURN answer;
    END IF;
    PERFORM check_key(idempotency_key);
    PERFORM check_amount(millicredits, type);
    IF millicredits < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'BU205', MESSAGE = 'a grant must be positive', HINT = 'Nothing was changed. To take credits away, use adjust.';
    ELSIF expires_at <= now THEN
        RAISE EXCEPTION USING ERRCODE = 'BU208', MESSAGE = format('expiry %s is not after %s', iso_instant(expires_at), iso_instant(now)),
            HINT = 'Nothing was changed.';
    END IF;
    payer := ready_account(customer_of(user_id), type.id, now);
    new_entry := nextval('entry_id_seq');
    answer := jsonb_build_object('status', 'granted', 'grantedMillicredits', millicredits,
        'balanceMillicredits', (SELECT a.balance_millicredits + millicredits FROM account a WHERE a.id = payer));
    IF NOT bind_key(idempotency_key, content, answer, new_entry) THEN
        RETURN replay_of(idempotency_key, content);
    END IF;
    PERFORM give_credits(new_entry, payer, 'bonus', millicredits, now, grant_credits.expires_at, 'bonus', now, idempotency_key, reason);
    RETURN answer;
END
$$;
