-- The start of the grid period that contains an instant: where the anchor day of its month begins in the zone.
CREATE OR REPLACE FUNCTION period_start_of(at timestamptz, anchor_day integer, zone text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
    local_day date := (at AT TIME ZONE zone)::date;
    boundary  date := month_boundary(local_day, anchor_day);
BEGIN
    IF boundary > local_day THEN
        boundary := month_boundary((date_trunc('month', local_day::timestamp) - interval '1 month')::date, anchor_day);
    END IF;
    RETURN day_start(boundary, zone);
END
$$;
