-- What the provider takes for a request's tokens at an instant, in USD, exactly, and what stands in the way: a model without a
-- price is no free one. No row where the model has no price at all.
CREATE OR REPLACE FUNCTION provider_cost(model text, input_tokens bigint, output_tokens bigint, at timestamptz)
RETURNS TABLE (cost_usd numeric, lacks_output_price boolean) LANGUAGE sql STABLE AS $$
    SELECT coalesce(input_tokens, 0) * p.input_usd_per_token + coalesce(output_tokens, 0) * coalesce(p.output_usd_per_token, 0),
           output_tokens > 0 AND p.output_usd_per_token IS NULL
    FROM provider_price p
    WHERE p.model = provider_cost.model AND p.applies_from <= at ORDER BY p.applies_from DESC, p.id DESC LIMIT 1
$$;
