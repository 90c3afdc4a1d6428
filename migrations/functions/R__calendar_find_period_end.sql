-- The end of a period that starts at an instant: the next boundary of the grid; the one after it where the next is under
-- 15 local days away, which happens only when the grid has changed (a start on the grid is 28 days from the next at least).
CREATE OR REPLACE FUNCTION period_end_after(start timestamptz, anchor_day integer, zone text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
    local_day date := (start AT TIME ZONE zone)::date;
    boundary  date := month_boundary(local_day, anchor_day);
BEGIN
    IF boundary <= local_day THEN
        boundary := month_boundary((date_trunc('month', local_day::timestamp) + interval '1 month')::date, anchor_day);
    END IF;
    IF boundary - local_day < 15 THEN
        boundary := month_boundary((date_trunc('month', boundary::timestamp) + interval '1 month')::date, anchor_day);
    END IF;
    RETURN day_start(boundary, zone);
END
$$;
