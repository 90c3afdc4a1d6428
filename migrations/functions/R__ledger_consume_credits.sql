-- Takes whole credits for an action that the host has priced itself. metadata.request_id makes it repeatable; without one
-- every call is a new request. True: charged, recorded in the shadow, or charging is off. False: refused. NULL: the legacy
-- system is to charge.
CREATE OR REPLACE FUNCTION consume_credits(user_id text, credit_type text, amount integer, action text, platform text, metadata jsonb)
RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = bursar, pg_temp AS $$
    SELECT CASE answer ->> 'status' WHEN 'legacy' THEN NULL ELSE answer ->> 'status' IN ('charged', 'shadow', 'off') END
    FROM apply_charges(ARRAY[ROW(coalesce(metadata ->> 'request_id', 'consume:' || gen_random_uuid()), user_id, action, amount, NULL, NULL, NULL, 1,
        coalesce(metadata, '{}') || jsonb_strip_nulls(jsonb_build_object('platform', platform)), credit_type, coalesce(amount, 0) * 1000::bigint)::charge_request]) AS answer
$$;
