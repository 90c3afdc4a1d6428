-- Decides requests of accounts that may not be able to pay for all of them, or may exceed a cap, one after the other: what was
-- charged before leaves less and counts towards caps. Returns for each request why it is refused, as part of its answer; NULL
-- where it is not.
CREATE OR REPLACE FUNCTION decide_charges(picked rated_charge[], terms charge_terms[]) RETURNS jsonb[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    refusals jsonb[] := array_fill(NULL::jsonb, ARRAY[cardinality(picked)]);
    request  record;
    account  bigint;
    spendable numeric;
    exceeded record;
    actions  text[];
    ats      timestamptz[];
    amounts  bigint[];
BEGIN
    FOR request IN
        SELECT p.ordinality::integer AS place, p.account_id, p.millicredits AS cost, p.action, p.version_id, p.occurred_at, p.has_caps, p.spendable
        FROM ROWS FROM (unnest(picked), unnest(terms)) WITH ORDINALITY
             AS p (ordinal, request_id, content, customer_id, credit_type_id, account_id, mode, logged, clock, occurred_at, version_id, millicredits, provider_cost_usd,
                   has_caps, action, model, input_tokens, output_tokens, quantity, items, metadata, fault, answer,
                   balance_millicredits, spendable, spendable_at, late, is_sequential, ordinality)
        WHERE p.is_sequential AND p.mode = 'charge' ORDER BY p.account_id, p.ordinal
    LOOP
        IF account IS DISTINCT FROM request.account_id THEN
            account := request.account_id; spendable := request.spendable;
            actions := '{}'; ats := '{}'; amounts := '{}';
        END IF;
        IF spendable < request.cost THEN
            refusals[request.place] := jsonb_build_object('status', 'insufficient', 'error', 'Insufficient credits', 'requiredCredits', trim_scale(request.cost / 1000.0),
                'currentCredits', trim_scale(spendable / 1000), 'redirectTo', '/pricing');
            CONTINUE;
        END IF;
        IF request.has_caps THEN
            exceeded := exceeded_cap(account, request.action, request.version_id, request.occurred_at, request.cost, actions, ats, amounts);
            IF exceeded.cap IS NOT NULL THEN
                refusals[request.place] := jsonb_build_object('status', 'capped', 'error', format('Cap per %s exceeded', exceeded.cap), 'cap', exceeded.cap,
                    'capCredits', trim_scale(exceeded.cap_millicredits / 1000.0), 'usedCredits', trim_scale(exceeded.used_millicredits / 1000.0),
                    'requiredCredits', trim_scale(request.cost / 1000.0));
                CONTINUE;
            END IF;
            actions := actions || request.action; ats := ats || request.occurred_at; amounts := amounts || request.cost;
        END IF;
        spendable := spendable - request.cost;
    END LOOP;
    RETURN refusals;
END
$$;
