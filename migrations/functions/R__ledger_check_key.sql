-- Refuses what cannot be an idempotency key. What bursar derives from one (refund:<key>) may be longer.
CREATE OR REPLACE FUNCTION check_key(key text) RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF key IS NULL OR length(key) NOT BETWEEN 1 AND 255 THEN
        RAISE EXCEPTION USING ERRCODE = 'BU208', MESSAGE = format('an idempotency key has 1 to 255 characters, this one has %s', coalesce(length(key), 0)),
            HINT = 'Nothing was changed. Use the request''s own id.';
    END IF;
END
$$;
