-- Books decided requests of locked accounts: keys, entries, movements, usage events, lots, balances. The requests of an account are paid
-- by the same lots, in the order of consumption: what a request takes of a lot is where the interval of what was charged up to it
-- and the interval of what the lots hold overlap.
--
--   refusals  as decide_charges returns them; NULL: none
--
-- A key that another transaction has bound meanwhile: one request alone is replayed; several are an error that passes by being
-- tried again (40001).
CREATE OR REPLACE FUNCTION book_charges(picked rated_charge[], terms charge_terms[], refusals jsonb[], run_id bigint) RETURNS SETOF settled_charge LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    entries bigint[];
    answers jsonb[];
    befores bigint[]; -- balance before each
    bound   bigint;
    actor   text := acting();
    replay  jsonb;
    lacking record;
BEGIN
    SELECT array_agg(r.entry_id ORDER BY r.place), array_agg(r.before ORDER BY r.place),
           array_agg(CASE WHEN r.refusal IS NULL THEN jsonb_build_object('status', r.status, 'chargedMillicredits', r.taken, 'balanceMillicredits', r.before - r.taken)
                          ELSE r.refusal || jsonb_build_object('chargedMillicredits', 0, 'balanceMillicredits', r.before) END ORDER BY r.place)
    INTO entries, befores, answers
    FROM (SELECT o.*, CASE WHEN o.taken > 0 THEN nextval('entry_id_seq') END AS entry_id
          FROM (SELECT d.*, d.balance - total(d.taken) OVER (PARTITION BY d.account_id ORDER BY d.ordinal) + d.taken AS before
                FROM (SELECT w.ordinal, w.place, w.account_id, w.balance, w.refusal, CASE w.mode WHEN 'charge' THEN 'charged' ELSE w.mode END AS status,
                             CASE WHEN w.mode = 'charge' AND w.refusal IS NULL THEN w.millicredits ELSE 0 END AS taken
                      FROM ROWS FROM (unnest(picked), unnest(terms), unnest(refusals)) WITH ORDINALITY
                           AS w (ordinal, request_id, content, customer_id, credit_type_id, account_id, mode, logged, clock, occurred_at, version_id, millicredits, provider_cost_usd,
                   has_caps, action, model, input_tokens, output_tokens, quantity, items, metadata, fault, rated_answer, balance, spendable, spendable_at, late, is_sequential, refusal, place)) AS d
                ORDER BY d.ordinal) AS o) AS r;

    INSERT INTO idempotency_key (key, content, answer, entry_id)
    SELECT w.request_id, w.content, w.answer, w.entry_id
    FROM ROWS FROM (unnest(picked), unnest(terms), unnest(answers), unnest(entries), unnest(befores))
         AS w (ordinal, request_id, content, customer_id, credit_type_id, account_id, mode, logged, clock, occurred_at, version_id, millicredits, provider_cost_usd,
                   has_caps, action, model, input_tokens, output_tokens, quantity, items, metadata, fault, rated_answer, balance, spendable, spendable_at, late, is_sequential, answer, entry_id, before)
    WHERE w.answer ->> 'status' IN ('charged', 'shadow', 'off') ORDER BY w.request_id
    ON CONFLICT ON CONSTRAINT idempotency_key_pk DO NOTHING;
    GET DIAGNOSTICS bound = ROW_COUNT;
    IF bound < (SELECT count(*) FROM unnest(answers) AS a WHERE a ->> 'status' IN ('charged', 'shadow', 'off')) THEN
        IF cardinality(picked) > 1 THEN
            RAISE EXCEPTION USING ERRCODE = '40001', MESSAGE = 'a key was bound by another transaction meanwhile', HINT = 'Nothing was done; try again.';
        END IF;
        replay := replay_of(picked[1].request_id, picked[1].content);
        RETURN QUERY SELECT picked[1].ordinal, replay ->> 'status', 0::bigint, picked[1].millicredits, false, true, NULL::text[], replay;
        RETURN;
    END IF;

    IF (SELECT count(e) FROM unnest(entries) e) > 0 THEN
        WITH taking AS MATERIALIZED (
            SELECT w.account_id, w.ordinal, w.request_id, w.occurred_at, w.entry_id, w.before, w.millicredits AS amount, w.balance, w.spendable_at
            FROM ROWS FROM (unnest(picked), unnest(terms), unnest(answers), unnest(entries), unnest(befores))
         AS w (ordinal, request_id, content, customer_id, credit_type_id, account_id, mode, logged, clock, occurred_at, version_id, millicredits, provider_cost_usd,
                   has_caps, action, model, input_tokens, output_tokens, quantity, items, metadata, fault, rated_answer, balance, spendable, spendable_at, late, is_sequential, answer, entry_id, before)
            WHERE w.entry_id IS NOT NULL
        ), account_taking AS MATERIALIZED (
            SELECT t.account_id, min(t.spendable_at) AS spendable_at, total(t.amount) AS amount FROM taking t GROUP BY t.account_id
        ), share AS MATERIALIZED (
            SELECT g.account_id, s.lot_id, s.before AS lot_from, s.before + s.remaining AS lot_to, least(s.remaining, g.amount - s.before)::bigint AS taken
            FROM account_taking g CROSS JOIN LATERAL spendable_lots(g.account_id, g.spendable_at) AS s WHERE s.before < g.amount
        ), moved AS (
            INSERT INTO movement (entry_id, lot_id, amount_millicredits)
            SELECT t.entry_id, s.lot_id, (greatest(t.balance - t.before, s.lot_from) - least(t.balance - t.before + t.amount, s.lot_to))::bigint
            FROM taking t JOIN share s ON s.account_id = t.account_id AND s.lot_from < t.balance - t.before + t.amount AND s.lot_to > t.balance - t.before
            ORDER BY t.entry_id
        ), emptied AS (
            UPDATE lot l SET remaining_millicredits = l.remaining_millicredits - s.taken FROM share s WHERE l.id = s.lot_id
        ), changed AS (
            UPDATE account a SET balance_millicredits = a.balance_millicredits - g.amount FROM account_taking g WHERE a.id = g.account_id
        ), day AS MATERIALIZED (
            SELECT x.day, booking_day(x.at) AS booked_on
            FROM (SELECT (y.occurred_at AT TIME ZONE 'UTC')::date AS day, min(y.occurred_at) AS at FROM taking y GROUP BY 1) AS x
        ), written AS (
            INSERT INTO entry (id, account_id, type, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, booked_on,
                               actor, idempotency_key, request_id, run_id)
            SELECT t.entry_id, t.account_id, 'deduction', -t.amount, t.before, t.before - t.amount, t.occurred_at, d.booked_on, actor, t.request_id, t.request_id, book_charges.run_id
            FROM taking t JOIN day d ON d.day = (t.occurred_at AT TIME ZONE 'UTC')::date ORDER BY t.entry_id
        )
        SELECT x.account_id, sum(x.amount) AS amount, sum(x.taken) AS taken INTO lacking -- added up and not joined: there may be as many accounts as requests
        FROM (SELECT g.account_id, g.amount, 0 AS taken FROM account_taking g UNION ALL SELECT s.account_id, 0, s.taken FROM share s) AS x
        GROUP BY x.account_id HAVING sum(x.amount) <> sum(x.taken) LIMIT 1;
        IF lacking IS NOT NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'BU101', MESSAGE = format('account %s: %s of %s millicredits could be taken', lacking.account_id, lacking.taken, lacking.amount),
                HINT = 'Nothing was taken. bursar reconciliation run shows what is wrong with the account.';
        END IF;
    END IF;

    INSERT INTO usage_event (request_id, account_id, entry_id, status, action, model, input_tokens, output_tokens, quantity, items,
                             priced_millicredits, charged_millicredits, provider_cost_usd, catalogue_version_id, occurred_at, created_at, logged, metadata)
    SELECT w.request_id, w.account_id, w.entry_id, w.answer ->> 'status', w.action, w.model, w.input_tokens, w.output_tokens, w.quantity, w.items,
           w.millicredits, CASE WHEN w.entry_id IS NULL THEN 0 ELSE w.millicredits END, w.provider_cost_usd, w.version_id, w.occurred_at, statement_timestamp(), w.logged, w.metadata
    FROM ROWS FROM (unnest(picked), unnest(terms), unnest(answers), unnest(entries), unnest(befores))
         AS w (ordinal, request_id, content, customer_id, credit_type_id, account_id, mode, logged, clock, occurred_at, version_id, millicredits, provider_cost_usd,
                   has_caps, action, model, input_tokens, output_tokens, quantity, items, metadata, fault, rated_answer, balance, spendable, spendable_at, late, is_sequential, answer, entry_id, before)
    WHERE w.answer ->> 'status' IN ('charged', 'shadow', 'off') ORDER BY w.ordinal;

    RETURN QUERY
    SELECT w.ordinal, w.answer ->> 'status', CASE WHEN w.entry_id IS NULL THEN 0 ELSE w.millicredits END, w.millicredits, w.late, false, NULL::text[], w.answer
    FROM ROWS FROM (unnest(picked), unnest(terms), unnest(answers), unnest(entries), unnest(befores))
         AS w (ordinal, request_id, content, customer_id, credit_type_id, account_id, mode, logged, clock, occurred_at, version_id, millicredits, provider_cost_usd,
                   has_caps, action, model, input_tokens, output_tokens, quantity, items, metadata, fault, rated_answer, balance, spendable, spendable_at, late, is_sequential, answer, entry_id, before);
END
$$;
