-- The mode of charging_decision alone.
CREATE OR REPLACE FUNCTION charging_mode(customer customer, credit_type text, at timestamptz) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (charging_decision(customer, credit_type, at)).mode;
END
$$;
