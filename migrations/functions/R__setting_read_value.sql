-- The session setting bursar.<name>, or NULL where it is unset or empty.
-- Only the owner's connections may set one: business time and switches must not be in the hands of the application role.
-- Inside SECURITY DEFINER the caller is still visible: the role that SET ROLE chose, else the login.
CREATE OR REPLACE FUNCTION setting(name text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    value  text := nullif(current_setting('bursar.' || name, true), '');
    caller text;
    owner  name;
BEGIN
    IF value IS NULL THEN
        RETURN NULL;
    END IF;
    caller := CASE current_setting('role') WHEN 'none' THEN session_user::text ELSE current_setting('role') END;
    SELECT pg_get_userbyid(nspowner) INTO owner FROM pg_namespace WHERE nspname = 'bursar';
    IF NOT pg_has_role(caller, owner, 'MEMBER') THEN
        RAISE EXCEPTION USING ERRCODE = 'BU403',
            MESSAGE = format('the session setting bursar.%s is set by %s, which is not a member of the owner role %s', name, caller, owner),
            HINT = format('RESET bursar.%s; only the owner of bursar may set its clock and switches.', name);
    END IF;
    RETURN value;
END
$$;
