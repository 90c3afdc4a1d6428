-- Decides of requests all that does not depend on what their accounts hold: whether the key is bound, who asks, what becomes of
-- the charge (mode) and what it costs, by the catalogue, the provider's price and the plan in force when it happened.
--
--   requests  in the order in which they are made
--   clocks    business time at which each is made; NULL: now
--
--   per-unit prices  ceil(quantity / per) × credits × plan multiplier × (1 − batch discount), rounded up once to the
--                    granularity of the credit type, then at least the minimum
--   token prices     provider's cost in USD × markup × credits-per-usd × 1000, in exact decimals, rounded once: half up to a
--                    millicredit, or up to a whole credit where billing_rounding_mode is ceil; no multiplier, no discount
--
-- quantity and items are the whole request's; items from batch.from on discount all of it. MIN_TRANSACTION_AMOUNT,
-- BATCH_DISCOUNT_THRESHOLD and SHOBEIS_USD_RATE, as session settings of the owner, stand in for the minimum, batch.from and
-- credits-per-usd of shobeis prices. provider_cost_usd is NULL where no tokens are priced.
--
-- Everything is a join; what holds for many requests (flags, catalogue) is asked once for each time between two changes. OFFSET 0 has
-- an expression reckoned once and handed on, where MATERIALIZED would store the rows as well.
CREATE OR REPLACE FUNCTION rate_charges(requests charge_request[], clocks timestamptz[]) RETURNS SETOF rated_charge LANGUAGE plpgsql STABLE AS $$
DECLARE
    now           timestamptz := business_now();
    turns         timestamptz[] := CASE WHEN cardinality(requests) > 1 THEN ARRAY(SELECT DISTINCT c.effective_at FROM flag_change c ORDER BY 1) END;
    usd_rate      numeric := setting('shobeis_usd_rate')::numeric;
    batch_from    integer := setting('batch_discount_threshold')::integer;
    least_amount  numeric := setting('min_transaction_amount')::numeric * 1000;
BEGIN
    RETURN QUERY
    WITH known AS ( -- who asks, and whether the key is bound
        SELECT r.ordinality::integer AS ordinal, r.request_id, r.user_id, r.action, coalesce(r.quantity, 1) AS quantity, r.model, r.input_tokens, r.output_tokens,
               coalesce(r.items, 1) AS items, r.metadata, r.credit_type, r.fixed_millicredits, coalesce(r.clock, now) AS clock,
               sha256(convert_to(ROW(r.user_id, r.action, coalesce(r.quantity, 1), r.model, r.input_tokens, r.output_tokens, coalesce(r.items, 1),
                                     r.credit_type, r.fixed_millicredits)::text, 'UTF8')) AS content,
               k.content AS bound_content, k.answer AS bound_answer,
               c.id AS customer_id, c.created_at AS customer_since, c.frozen_at, c.frozen_reason, c.seam_at
        FROM ROWS FROM (unnest(requests), unnest(clocks)) WITH ORDINALITY
             AS r (request_id, user_id, action, quantity, model, input_tokens, output_tokens, items, metadata, credit_type, fixed_millicredits, clock, ordinality)
        -- OFFSET 0: looked up for each, however many there are
        LEFT JOIN LATERAL (SELECT x.content, x.answer FROM idempotency_key x WHERE x.key = r.request_id OFFSET 0) AS k ON true
        LEFT JOIN LATERAL (SELECT x.id, x.created_at, x.frozen_at, x.frozen_reason, x.seam_at FROM customer x WHERE x.user_id = r.user_id OFFSET 0) AS c ON true
        OFFSET 0
    ), dated AS (
        SELECT k.*, CASE
                   WHEN k.request_id IS NULL OR length(k.request_id) NOT BETWEEN 1 AND 255 THEN
                       ARRAY['BU208', format('an idempotency key has 1 to 255 characters, this one has %s', coalesce(length(k.request_id), 0)), 'Nothing was changed. Use the request''s own id.']
                   WHEN k.bound_content <> k.content THEN
                       ARRAY['BU401', format('key %L was used before with other content', k.request_id),
                             'Nothing was changed. Use a new key for a new request; repeat a request with exactly the same content.', format('The first use was answered %s', k.bound_answer)]
                   WHEN k.bound_answer IS NOT NULL THEN NULL
                   WHEN k.quantity <= 0 OR k.items <= 0 OR k.input_tokens < 0 OR k.output_tokens < 0 OR k.fixed_millicredits <= 0 THEN
                       ARRAY['BU205', format('request %L: %s must be positive', k.request_id,
                           CASE WHEN k.fixed_millicredits <= 0 THEN 'amount ' || k.fixed_millicredits / 1000
                                WHEN k.quantity <= 0 THEN 'quantity ' || k.quantity
                                WHEN k.items <= 0 THEN 'items ' || k.items ELSE 'tokens' END), 'Nothing was charged. To give credits back, use refund.']
                   WHEN k.action IS NULL THEN ARRAY['BU204', format('request %L names no action', k.request_id), 'Nothing was charged.'] END AS fault,
               CASE WHEN k.bound_content IS NOT NULL OR k.metadata ->> 'occurred_at' IS NULL THEN k.clock ELSE event_time(k.metadata) END AS occurred_at
        FROM known k
        OFFSET 0
    ), typed AS MATERIALIZED ( -- the price list in force, and the instants at which flags are asked
        SELECT d.*, s.version_id, t.id AS type_id, t.code AS type_code, t.granularity_millicredits AS granularity, p.credit_type_id IS NOT NULL AS has_price,
               p.provider_prices, p.base_millicredits, p.per, p.minimum_millicredits, p.batch_from AS discount_from, p.batch_percent, p.markup,
               CASE WHEN turns IS NULL THEN d.clock ELSE coalesce(turns[width_bucket(d.clock, turns)], '-infinity') END AS mode_at,
               CASE WHEN turns IS NULL THEN d.occurred_at ELSE coalesce(turns[width_bucket(d.occurred_at, turns)], '-infinity') END AS rounding_at
        FROM dated d
        LEFT JOIN catalogue_span s ON s.applies_from <= d.occurred_at AND s.applies_to > d.occurred_at
        LEFT JOIN catalogue_price p ON p.version_id = s.version_id AND p.action = d.action AND d.fixed_millicredits IS NULL
        LEFT JOIN credit_type f ON d.fixed_millicredits IS NOT NULL AND f.code = d.credit_type
        LEFT JOIN credit_type t ON t.id = coalesce(p.credit_type_id, f.id)
    ), term AS MATERIALIZED (
        SELECT x.mode_at, x.type_id, charging_terms(x.type_code, x.mode_at, now) AS terms
        FROM (SELECT DISTINCT y.mode_at, y.type_id, y.type_code FROM typed y WHERE y.type_id IS NOT NULL) AS x
    ), decided AS MATERIALIZED ( -- what becomes of a customer's charges, once for each customer
        SELECT x.mode_at, x.type_id, x.customer_id, m.terms, (decision_under(m.terms, x.user_id, x.customer_since)).mode
        FROM (SELECT DISTINCT y.mode_at, y.type_id, y.customer_id, y.user_id, y.customer_since FROM typed y WHERE y.frozen_at IS NULL AND y.customer_id IS NOT NULL) AS x
        JOIN term m ON m.mode_at = x.mode_at AND m.type_id = x.type_id
    ), rounding AS MATERIALIZED (
        SELECT x.rounding_at, CASE flag_value('billing_rounding_mode', x.rounding_at) WHEN 'ceil' THEN 1000 ELSE 1 END AS unit
        FROM (SELECT DISTINCT y.rounding_at FROM typed y WHERE y.provider_prices) AS x
    ), priced AS (
        SELECT y.*, c.cost_usd, c.lacks_output_price, (m.terms).shadow AS is_logged, CASE WHEN y.frozen_at IS NOT NULL THEN 'frozen' ELSE m.mode END AS decided,
               CASE WHEN y.fixed_millicredits IS NOT NULL THEN y.fixed_millicredits
                    WHEN y.provider_prices THEN -- exactly: no quotient
                        CASE greatest(y.granularity, r.unit) WHEN 1 THEN round(c.cost_usd * y.markup * 1000 * rate.credits)
                             ELSE ceil(c.cost_usd * y.markup * rate.credits) * 1000 END
                    -- exactly: a quotient of two numerics would be rounded at its 16th digit
                    ELSE ceil_to(((y.quantity - 1) / y.per + 1)::numeric * y.base_millicredits * coalesce(plan.multiplier, 1)
                             * CASE WHEN y.items >= coalesce(CASE WHEN y.type_code = 'shobeis' AND y.discount_from IS NOT NULL THEN batch_from END, y.discount_from)
                                    THEN (100 - y.batch_percent) * 0.01 ELSE 1 END,
                         y.granularity, coalesce(CASE WHEN y.type_code = 'shobeis' THEN least_amount END, y.minimum_millicredits)) END AS amount
        FROM typed y
        LEFT JOIN decided m ON m.mode_at = y.mode_at AND m.type_id = y.type_id AND m.customer_id = y.customer_id
        LEFT JOIN rounding r ON y.provider_prices AND r.rounding_at = y.rounding_at
        LEFT JOIN LATERAL provider_cost(y.model, y.input_tokens, y.output_tokens, y.occurred_at) AS c ON y.provider_prices
        LEFT JOIN LATERAL (
            SELECT coalesce(CASE WHEN y.type_code = 'shobeis' THEN usd_rate END, x.credits_per_usd) AS credits
            FROM catalogue_credit_type x WHERE x.version_id = y.version_id AND x.credit_type_id = y.type_id) AS rate ON y.provider_prices
        LEFT JOIN LATERAL (
            SELECT q.multiplier
            FROM (SELECT s.plan_id FROM subscription_change s
                  WHERE s.customer_id = y.customer_id AND s.voided_at IS NULL AND s.effective_at <= y.occurred_at
                  ORDER BY s.effective_at DESC, s.id DESC LIMIT 1) AS s
            JOIN catalogue_plan q ON q.version_id = y.version_id AND q.plan_id = s.plan_id) AS plan ON NOT y.provider_prices
        OFFSET 0
    ), judged AS (
        SELECT p.*, CASE
                   WHEN p.fault IS NOT NULL OR p.bound_answer IS NOT NULL THEN p.fault
                   WHEN p.occurred_at > now + interval '5 minutes' OR NOT isfinite(p.occurred_at) THEN
                       ARRAY['BU402', format('%s %s is more than 5 minutes ahead of %s', CASE WHEN p.metadata ? 'occurred_at' THEN 'metadata.occurred_at' ELSE 'occurred_at' END,
                           coalesce(p.metadata ->> 'occurred_at', iso_instant(p.occurred_at)), iso_instant(now)), 'Nothing was charged. Check the clock of the host.']
                   WHEN p.customer_id IS NULL THEN
                       ARRAY['BU201', format('unknown user %s', coalesce(quote_literal(p.user_id), 'NULL')), 'Load the user first: bursar import customers FILE.']
                   WHEN p.occurred_at < p.seam_at THEN
                       ARRAY['BU412', format('user %L: %s lies before the seam at %s, so it is the legacy system''s', p.user_id, iso_instant(p.occurred_at), iso_instant(p.seam_at)),
                             'Nothing was charged. What happened before the seam was charged there.']
                   WHEN p.type_id IS NULL AND p.fixed_millicredits IS NOT NULL THEN
                       ARRAY['BU203', format('unknown credit type %s', coalesce(quote_literal(p.credit_type), 'NULL')), 'bursar catalogue show lists the credit types.']
                   WHEN p.type_id IS NULL THEN
                       ARRAY['BU204', format('action %L has no price at %s', p.action, iso_instant(p.occurred_at)), 'bursar catalogue show lists the actions and their prices.']
                   WHEN p.decided IN ('frozen', 'legacy') THEN NULL
                   WHEN p.provider_prices AND coalesce(p.input_tokens, 0) + coalesce(p.output_tokens, 0)::numeric <= 0 THEN
                       ARRAY['BU205', format('a request to model %L without tokens cannot be priced', p.model), 'Nothing was charged. Give input_tokens, output_tokens, or both.']
                   WHEN p.provider_prices AND (p.cost_usd IS NULL OR p.lacks_output_price) THEN
                       ARRAY['BU207', format('model %L has no provider price %sat %s', p.model, CASE WHEN p.cost_usd IS NULL THEN '' ELSE 'of output tokens ' END, iso_instant(p.occurred_at)),
                             'Nothing was charged. Import the price first: bursar import prices FILE.']
                   WHEN p.amount > 9223372036854775807 THEN
                       ARRAY['BU205', format('%s of %L costs more than a balance can hold', CASE WHEN p.provider_prices THEN 'tokens' ELSE 'quantity ' || p.quantity END, p.action),
                             'Nothing was charged. Check the quantity and its unit.'] END AS refusal
        FROM priced p
    )
    SELECT j.ordinal, j.request_id, j.content, j.customer_id, j.type_id, a.id, j.decided, j.is_logged, j.clock, j.occurred_at, j.version_id,
           CASE WHEN j.amount <= 9223372036854775807 THEN j.amount::bigint END, j.cost_usd, j.fixed_millicredits IS NULL, j.action, j.model, j.input_tokens, j.output_tokens, j.quantity, j.items, j.metadata,
           j.refusal, CASE
               WHEN j.refusal IS NOT NULL THEN NULL
               WHEN j.bound_answer IS NOT NULL THEN j.bound_answer
               WHEN j.decided IN ('frozen', 'legacy') THEN
                   jsonb_build_object('status', j.decided, 'chargedMillicredits', 0, 'balanceMillicredits', coalesce(a.balance_millicredits, 0))
                       || CASE j.decided WHEN 'frozen' THEN jsonb_build_object('error', 'Account frozen', 'reason', j.frozen_reason) ELSE '{}' END END
    FROM judged j
    LEFT JOIN LATERAL (SELECT x.id, x.balance_millicredits FROM account x WHERE x.customer_id = j.customer_id AND x.credit_type_id = j.type_id OFFSET 0) AS a ON true
    ORDER BY j.ordinal;
END
$$;
