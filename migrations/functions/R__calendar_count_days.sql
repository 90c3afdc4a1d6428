-- Local days from one instant to another, the day of the first included and that of the second not.
CREATE OR REPLACE FUNCTION days_between(from_at timestamptz, to_at timestamptz, zone text) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT (to_at AT TIME ZONE zone)::date - (from_at AT TIME ZONE zone)::date
$$;
