-- Locks the accounts of requests in id order, after making those that are missing; before them the customers whose upgrades have
-- come, with all of their accounts. Returns the requests with their accounts. Where somebody is making one of the accounts and does not end,
-- a host waits for it, and a run is told so (55P03): it holds the accounts of many others.
CREATE OR REPLACE FUNCTION hold_accounts(work rated_charge[], run_id bigint) RETURNS rated_charge[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    upgrading bigint[];
BEGIN
    IF cardinality(work) = 0 THEN
        RETURN work;
    END IF;
    PERFORM share_open_days();
    upgrading := ARRAY(
        SELECT c.id FROM customer c
        WHERE c.id = ANY (ARRAY(SELECT DISTINCT w.customer_id FROM unnest(work) w))
          AND c.next_upgrade_at <= (SELECT max(w.clock) FROM unnest(work) w WHERE w.mode = 'charge')
        ORDER BY c.id FOR NO KEY UPDATE);
    IF EXISTS (SELECT FROM unnest(work) w WHERE w.account_id IS NULL) THEN
        IF hold_accounts.run_id IS NULL THEN
            PERFORM add_accounts(array_agg(w.customer_id), array_agg(w.credit_type_id)) FROM unnest(work) w WHERE w.account_id IS NULL;
        ELSIF NOT (SELECT try_add_accounts(array_agg(w.customer_id), array_agg(w.credit_type_id)) FROM unnest(work) w WHERE w.account_id IS NULL) THEN
            RAISE lock_not_available USING MESSAGE = 'somebody is making one of the accounts', HINT = 'Nothing was charged; try again.';
        END IF;
        work := ARRAY(
            SELECT ROW(w.ordinal, w.request_id, w.content, w.customer_id, w.credit_type_id, a.id, w.mode, w.logged, w.clock, w.occurred_at, w.version_id, w.millicredits,
                       w.provider_cost_usd, w.has_caps, w.action, w.model, w.input_tokens, w.output_tokens, w.quantity, w.items, w.metadata, w.fault, w.answer)::rated_charge
            FROM unnest(work) w JOIN account a ON a.customer_id = w.customer_id AND a.credit_type_id = w.credit_type_id ORDER BY w.ordinal);
    END IF;
    PERFORM FROM account a
    WHERE a.id = ANY (ARRAY(SELECT w.account_id FROM unnest(work) w UNION SELECT x.id FROM account x WHERE x.customer_id = ANY (upgrading)))
    ORDER BY a.id FOR UPDATE;
    RETURN work;
END
$$;
