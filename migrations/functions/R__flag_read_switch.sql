-- Whether a switch is on at an instant.
CREATE OR REPLACE FUNCTION flag_on(flag text, at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT lower(flag_value(flag, at)) IN ('true', 'on', '1', 'yes')
$$;
