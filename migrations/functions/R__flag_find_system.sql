-- The system whose lists and rollout decide on a credit type.
CREATE OR REPLACE FUNCTION charging_system(credit_type text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN credit_type = 'shobeis' THEN 'shobeis' WHEN credit_type IN ('analysis', 'roast') THEN 'credits_v2' ELSE 'billing' END
$$;
