-- The credit type that a request is charged in at an instant: its action's, or the one that is named where the amount is fixed.
CREATE OR REPLACE FUNCTION priced_type(request charge_request, at timestamptz) RETURNS smallint LANGUAGE plpgsql STABLE AS $$
DECLARE
    answer smallint;
BEGIN
    IF request.fixed_millicredits IS NOT NULL THEN
        RETURN (credit_type_of(request.credit_type)).id;
    END IF;
    SELECT p.credit_type_id INTO answer FROM catalogue_price p WHERE p.version_id = catalogue_version_at(at) AND p.action = request.action;
    IF answer IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'BU204', MESSAGE = format('action %L has no price at %s', request.action, iso_instant(at)),
            HINT = 'bursar catalogue show lists the actions and their prices.';
    END IF;
    RETURN answer;
END
$$;
