-- Who acts: what bursar's own connections say of their operator, else the login.
CREATE OR REPLACE FUNCTION acting() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(setting('actor'), session_user::text)
$$;
