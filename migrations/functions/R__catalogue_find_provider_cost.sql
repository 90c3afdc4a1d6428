-- What the provider takes for a request's tokens at an instant, in USD, exactly. A model without a price is an error: a request
-- that nobody can price must not become a free one. So is a request without tokens, which would be free as well.
CREATE OR REPLACE FUNCTION provider_cost(model text, input_tokens bigint, output_tokens bigint, at timestamptz) RETURNS numeric LANGUAGE plpgsql STABLE AS $$
DECLARE
    price provider_price;
BEGIN
    IF coalesce(input_tokens, 0) + coalesce(output_tokens, 0)::numeric <= 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'BU205', MESSAGE = format('a request to model %L without tokens cannot be priced', model),
            HINT = 'Nothing was charged. Give input_tokens, output_tokens, or both.';
    END IF;
    SELECT p.* INTO price FROM provider_price p
    WHERE p.model = provider_cost.model AND p.applies_from <= at ORDER BY p.applies_from DESC, p.id DESC LIMIT 1;
    IF price.id IS NULL OR (output_tokens > 0 AND price.output_usd_per_token IS NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'BU207',
            MESSAGE = format('model %L has no provider price %sat %s', model, CASE WHEN price.id IS NULL THEN '' ELSE 'of output tokens ' END, iso_instant(at)),
            HINT = 'Nothing was charged. Import the price first: bursar import prices FILE.';
    END IF;
    RETURN coalesce(input_tokens, 0) * price.input_usd_per_token + coalesce(output_tokens, 0) * coalesce(price.output_usd_per_token, 0);
END
$$;
