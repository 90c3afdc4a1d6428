-- How long a run or a node may be silent before it counts as dead. It says once a second that it lives, so that a pause of the
-- machine, a long collection of garbage or a slow network is no death.
CREATE OR REPLACE FUNCTION lease() RETURNS interval LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT interval '10 seconds'
$$;
