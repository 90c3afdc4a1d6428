-- Refuses words that no subscription can have; NULL leaves a thing as it is.
CREATE OR REPLACE FUNCTION check_subscription(cycle text, status text, zone text) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF cycle NOT IN ('calendar', 'anniversary') THEN
        RAISE EXCEPTION USING ERRCODE = 'BU208', MESSAGE = format('unknown cycle %L', cycle), HINT = 'A cycle is calendar or anniversary. Nothing was changed.';
    ELSIF status NOT IN ('active', 'canceled') THEN
        RAISE EXCEPTION USING ERRCODE = 'BU208', MESSAGE = format('unknown status %L', status), HINT = 'A status is active or canceled. Nothing was changed.';
    END IF;
    PERFORM statement_timestamp() AT TIME ZONE zone;
EXCEPTION WHEN invalid_parameter_value THEN
    RAISE EXCEPTION USING ERRCODE = 'BU208', MESSAGE = format('unknown time zone %L', zone),
        HINT = 'Name it as the IANA database does, for example Europe/Berlin. Nothing was changed.';
END
$$;
