-- The instant at which a day begins in a zone. That is not always its 00:00: where the clock jumps over midnight the day begins
-- at the first hour there is (Cairo, Santiago), and where it is set back over midnight at the first of two (Havana).
CREATE OR REPLACE FUNCTION day_start(day date, zone text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT least(day::timestamp AT TIME ZONE zone,
                 (day::timestamp - interval '1 microsecond') AT TIME ZONE zone + interval '1 microsecond')
$$;
