-- Whether charges of a credit type take credits at an instant: 'charge' or 'off'.
CREATE OR REPLACE FUNCTION charging_mode(credit_type text, at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN flag_on('billing_charging_enabled', at)
                 AND (credit_type <> 'shobeis' OR flag_on('shobeis_system_enabled', at))
                 AND (credit_type NOT IN ('analysis', 'roast') OR flag_on('credits_v2_enabled', at))
                THEN 'charge' ELSE 'off' END
$$;
