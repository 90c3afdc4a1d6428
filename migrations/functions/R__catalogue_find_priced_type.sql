-- The credit type that an action is charged in at an instant; an action without a price is refused.
CREATE OR REPLACE FUNCTION priced_type(asked_action text, at timestamptz) RETURNS smallint LANGUAGE plpgsql STABLE AS $$
DECLARE
    answer smallint;
BEGIN
    SELECT p.credit_type_id INTO answer FROM catalogue_price p WHERE p.version_id = catalogue_version_at(at) AND p.action = asked_action;
    IF answer IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'BU204', MESSAGE = format('action %L has no price at %s', asked_action, iso_instant(at)),
            HINT = 'bursar catalogue show lists the actions and their prices.';
    END IF;
    RETURN answer;
END
$$;
