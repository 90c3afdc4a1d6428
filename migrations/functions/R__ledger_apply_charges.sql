-- The engine of charges. Decides and books requests in their order, each as if it were alone: replay of the key, frozen,
-- mode, price, insufficient, caps. What is charged, or recorded without charge ('shadow', 'off'), binds its key; what is not
-- ('frozen', 'legacy', 'insufficient', 'capped') binds nothing and may be tried again. Returns one answer per request.
--
-- The account is locked before anything is decided, so two charges of one account follow each other; a key that another
-- transaction binds meanwhile is replayed.
CREATE OR REPLACE FUNCTION apply_charges(requests charge_request[]) RETURNS SETOF jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    now           timestamptz := business_now();
    request       charge_request;
    customer      customer;
    price         record;
    content       bytea;
    answer        jsonb;
    occurred      timestamptz;
    spendable_at  timestamptz;
    spendable     numeric;
    balance       bigint;
    payer         bigint; -- account
    deduction     bigint; -- entry
    mode          text;
    type          smallint;
    exceeded      record;
BEGIN
    FOREACH request IN ARRAY requests LOOP
        request.items := coalesce(request.items, 1);
        request.quantity := coalesce(request.quantity, 1);
        PERFORM check_key(request.request_id);
        content := sha256(convert_to(ROW(request.user_id, request.action, request.quantity, request.model, request.input_tokens,
            request.output_tokens, request.items, request.credit_type, request.fixed_millicredits)::text, 'UTF8'));
        answer := replay_of(request.request_id, content);
        IF answer IS NOT NULL THEN
            RETURN NEXT answer;
            CONTINUE;
        END IF;
        IF request.quantity <= 0 OR request.items <= 0 OR request.input_tokens < 0 OR request.output_tokens < 0 OR request.fixed_millicredits <= 0 THEN
            RAISE EXCEPTION USING ERRCODE = 'BU205',
                MESSAGE = format('request %L: %s must be positive', request.request_id,
                    CASE WHEN request.fixed_millicredits <= 0 THEN 'amount ' || request.fixed_millicredits / 1000
                         WHEN request.quantity <= 0 THEN 'quantity ' || request.quantity
                         WHEN request.items <= 0 THEN 'items ' || request.items ELSE 'tokens' END),
                HINT = 'Nothing was charged. To give credits back, use refund.';
        END IF;
        IF request.action IS NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'BU204', MESSAGE = format('request %L names no action', request.request_id), HINT = 'Nothing was charged.';
        END IF;
        occurred := event_time(request.metadata, now);
        SELECT c.* INTO customer FROM customer c WHERE c.id = customer_of(request.user_id);
        type := priced_type(request, occurred);
        mode := CASE WHEN customer.frozen_at IS NOT NULL THEN 'frozen'
                     ELSE charging_mode(customer, (SELECT t.code FROM credit_type t WHERE t.id = type), now) END;
        IF mode IN ('frozen', 'legacy') THEN
            RETURN NEXT jsonb_build_object('status', mode, 'chargedMillicredits', 0, 'balanceMillicredits',
                    coalesce((SELECT a.balance_millicredits FROM account a WHERE a.customer_id = customer.id AND a.credit_type_id = type), 0))
                || CASE mode WHEN 'frozen' THEN jsonb_build_object('error', 'Account frozen', 'reason', customer.frozen_reason) ELSE '{}' END;
            CONTINUE;
        END IF;
        SELECT * INTO price FROM price_charge(request, customer.id, occurred);
        payer := CASE mode WHEN 'charge' THEN ready_account(customer.id, type, now) ELSE lock_account(customer.id, type) END;
        balance := (SELECT a.balance_millicredits FROM account a WHERE a.id = payer);
        -- a late event is judged by its own time and paid by what the open period holds
        spendable_at := greatest(occurred, (SELECT max(p.period_start) FROM period p WHERE p.account_id = payer AND p.period_start <= now AND p.period_end > now));
        spendable := (SELECT coalesce(sum(s.remaining), 0) FROM spendable_lots(payer, spendable_at) s);
        answer := CASE
            WHEN mode IN ('shadow', 'off') THEN jsonb_build_object('status', mode, 'chargedMillicredits', 0, 'balanceMillicredits', balance)
            WHEN spendable < price.millicredits THEN jsonb_build_object('status', 'insufficient', 'chargedMillicredits', 0, 'balanceMillicredits', balance,
                'error', 'Insufficient credits', 'requiredCredits', trim_scale(price.millicredits / 1000.0),
                'currentCredits', trim_scale(spendable / 1000), 'redirectTo', '/pricing')
            ELSE jsonb_build_object('status', 'charged', 'chargedMillicredits', price.millicredits, 'balanceMillicredits', balance - price.millicredits) END;
        IF answer ->> 'status' = 'charged' AND request.fixed_millicredits IS NULL THEN -- a cap belongs to a price
            SELECT * INTO exceeded FROM exceeded_cap(payer, request.action, price.version_id, occurred, price.millicredits);
            IF exceeded.cap IS NOT NULL THEN
                answer := jsonb_build_object('status', 'capped', 'chargedMillicredits', 0, 'balanceMillicredits', balance,
                    'error', format('Cap per %s exceeded', exceeded.cap), 'cap', exceeded.cap, 'capCredits', trim_scale(exceeded.cap_millicredits / 1000.0),
                    'usedCredits', trim_scale(exceeded.used_millicredits / 1000.0), 'requiredCredits', trim_scale(price.millicredits / 1000.0));
            END IF;
        END IF;
        IF answer ->> 'status' IN ('charged', 'shadow', 'off') THEN
            deduction := CASE WHEN mode = 'charge' AND price.millicredits > 0 THEN nextval('entry_id_seq') END;
            IF NOT bind_key(request.request_id, content, answer, deduction) THEN
                RETURN NEXT replay_of(request.request_id, content);
                CONTINUE;
            END IF;
            IF deduction IS NOT NULL THEN
                PERFORM take_credits(deduction, payer, price.millicredits, spendable_at, 'deduction', occurred, request.request_id, NULL, request.request_id, NULL);
            END IF;
            INSERT INTO usage_event (request_id, account_id, entry_id, status, action, model, input_tokens, output_tokens, quantity, items,
                                     priced_millicredits, charged_millicredits, provider_cost_usd, catalogue_version_id, occurred_at, created_at, logged, metadata)
            VALUES (request.request_id, payer, deduction, answer ->> 'status', request.action, request.model, request.input_tokens,
                    request.output_tokens, request.quantity, request.items, price.millicredits, (answer ->> 'chargedMillicredits')::bigint,
                    price.provider_cost_usd, price.version_id, occurred, statement_timestamp(),
                    flag_on('shadow_billing_enabled', now), request.metadata);
        END IF;
        RETURN NEXT answer;
    END LOOP;
END
$$;
