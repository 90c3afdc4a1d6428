-- The UTC day whose journal something belongs to: its own while that day is open, else the first open day after it.
CREATE OR REPLACE FUNCTION booking_day(occurred_at timestamptz) RETURNS date LANGUAGE plpgsql STABLE AS $$
DECLARE
    own_day date := (occurred_at AT TIME ZONE 'UTC')::date;
BEGIN
    IF NOT EXISTS (SELECT FROM closed_day c WHERE c.day = own_day) THEN
        RETURN own_day;
    END IF;
    RETURN (SELECT min(c.day) + 1 FROM closed_day c
            WHERE c.day >= own_day AND NOT EXISTS (SELECT FROM closed_day n WHERE n.day = c.day + 1));
END
$$;
