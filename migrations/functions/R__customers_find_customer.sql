-- The internal id of a user, or an error that names the user.
CREATE OR REPLACE FUNCTION customer_of(user_id text) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
    answer bigint;
BEGIN
    SELECT c.id INTO answer FROM customer c WHERE c.user_id = customer_of.user_id;
    IF answer IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'BU201', MESSAGE = format('unknown user %s', coalesce(quote_literal(user_id), 'NULL')),
            HINT = 'Load the user first: bursar import customers FILE.';
    END IF;
    RETURN answer;
END
$$;
