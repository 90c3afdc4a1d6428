-- What charge would answer now, by charging and rolling back: the same code, and nothing is left behind.
CREATE OR REPLACE FUNCTION estimate(user_id text, action text, quantity bigint, model text, input_tokens bigint, output_tokens bigint,
    items integer, idempotency_key text, metadata jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = bursar, pg_temp AS $$
DECLARE
    answer jsonb;
BEGIN
    BEGIN
        answer := charge(user_id, action, quantity, model, input_tokens, output_tokens, items,
                         coalesce(idempotency_key, 'estimate:' || gen_random_uuid()), metadata);
        RAISE EXCEPTION USING ERRCODE = 'BU999';
    EXCEPTION WHEN SQLSTATE 'BU999' THEN
        RETURN answer;
    END;
END
$$;
