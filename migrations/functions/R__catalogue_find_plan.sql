-- The id of a plan in the catalogue in force; NULL for NULL; an error that names the code for one that is not there.
CREATE OR REPLACE FUNCTION plan_of(code text) RETURNS smallint LANGUAGE plpgsql STABLE AS $$
DECLARE
    answer smallint;
BEGIN
    IF code IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT p.id INTO answer FROM plan p JOIN catalogue_plan c ON c.plan_id = p.id
    WHERE p.code = plan_of.code AND c.version_id = catalogue_version_at(business_now());
    IF answer IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'BU202', MESSAGE = format('unknown plan %L', code), HINT = 'bursar catalogue show lists the plans.';
    END IF;
    RETURN answer;
END
$$;
