-- Charges a user for an action; the price is recomputed here, never taken from the caller. See the contract for the answer.
CREATE OR REPLACE FUNCTION charge(user_id text, action text, quantity bigint, model text, input_tokens bigint, output_tokens bigint,
    items integer, idempotency_key text, metadata jsonb) RETURNS jsonb LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = bursar, pg_temp AS $$
    SELECT apply_charges(ARRAY[ROW(idempotency_key, user_id, action, quantity, model, input_tokens, output_tokens, items, metadata, NULL, NULL)::charge_request])
$$;
