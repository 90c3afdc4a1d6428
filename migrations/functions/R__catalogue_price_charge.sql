-- What a request costs a customer at an instant, by the catalogue version and the provider's price in force then.
--
--   per-unit prices  ceil(quantity / per) × credits × plan multiplier × (1 − batch discount), rounded up once to the
--                    granularity of the credit type, then at least the minimum
--   token prices     provider's cost in USD × markup × credits-per-usd × 1000, in exact decimals, rounded once: half up to a
--                    millicredit, or up to a whole credit where billing_rounding_mode is ceil; no multiplier, no discount
--
-- quantity and items are the whole request's; items from batch.from on discount all of it. MIN_TRANSACTION_AMOUNT,
-- BATCH_DISCOUNT_THRESHOLD and SHOBEIS_USD_RATE, as session settings of the owner, stand in for the minimum, batch.from and
-- credits-per-usd of shobeis prices. provider_cost_usd is NULL where no tokens are priced.
CREATE OR REPLACE FUNCTION price_charge(request charge_request, customer_id bigint, at timestamptz,
    OUT version_id integer, OUT credit_type_id smallint, OUT millicredits bigint, OUT provider_cost_usd numeric) LANGUAGE plpgsql STABLE AS $$
DECLARE
    price      catalogue_price;
    type       credit_type;
    multiplier numeric;
    is_shobeis boolean;
    amount     numeric;
    unit       bigint;
BEGIN
    version_id := catalogue_version_at(at);
    credit_type_id := priced_type(request, at);
    IF request.fixed_millicredits IS NOT NULL THEN
        millicredits := request.fixed_millicredits;
        RETURN;
    END IF;
    SELECT p.* INTO price FROM catalogue_price p WHERE p.version_id = price_charge.version_id AND p.action = request.action;
    SELECT t.* INTO type FROM credit_type t WHERE t.id = price_charge.credit_type_id;
    is_shobeis := type.code = 'shobeis';
    IF price.provider_prices THEN
        provider_cost_usd := provider_cost(request.model, request.input_tokens, request.output_tokens, at);
        unit := greatest(type.granularity_millicredits, CASE flag_value('billing_rounding_mode', at) WHEN 'ceil' THEN 1000 ELSE 1 END);
        amount := provider_cost_usd * price.markup * 1000
            * coalesce(CASE WHEN is_shobeis THEN setting('shobeis_usd_rate')::numeric END,
                       (SELECT c.credits_per_usd FROM catalogue_credit_type c WHERE c.version_id = price_charge.version_id AND c.credit_type_id = type.id));
        amount := CASE unit WHEN 1 THEN round(amount) ELSE ceil(amount * 0.001) * 1000 END; -- exactly: no quotient
    ELSE
        SELECT p.multiplier INTO multiplier
        FROM (SELECT c.plan_id FROM subscription_change c
              WHERE c.customer_id = price_charge.customer_id AND c.voided_at IS NULL AND c.effective_at <= at
              ORDER BY c.effective_at DESC, c.id DESC LIMIT 1) AS s
        JOIN catalogue_plan p ON p.version_id = price_charge.version_id AND p.plan_id = s.plan_id;
        -- exactly: a quotient of two numerics would be rounded at its 16th digit
        amount := ((request.quantity - 1) / price.per + 1)::numeric * price.base_millicredits * coalesce(multiplier, 1);
        IF request.items >= coalesce(CASE WHEN is_shobeis AND price.batch_from IS NOT NULL THEN setting('batch_discount_threshold')::integer END, price.batch_from) THEN
            amount := amount * (100 - price.batch_percent) * 0.01;
        END IF;
        amount := ceil(amount);
        amount := amount + mod(type.granularity_millicredits - mod(amount, type.granularity_millicredits), type.granularity_millicredits);
        amount := greatest(amount, coalesce(CASE WHEN is_shobeis THEN setting('min_transaction_amount')::numeric * 1000 END, price.minimum_millicredits));
    END IF;
    IF amount > 9223372036854775807 THEN
        RAISE EXCEPTION USING ERRCODE = 'BU205', MESSAGE = format('%s of %L costs more than a balance can hold',
                CASE WHEN price.provider_prices THEN 'tokens' ELSE 'quantity ' || request.quantity END, request.action),
            HINT = 'Nothing was charged. Check the quantity and its unit.';
    END IF;
    millicredits := amount;
END
$$;
