-- The local date on which a period begins in the month of `month`: the anchor day, clamped to the month's length.
-- Always reckoned from the anchor day itself: 31 Jan → 28 Feb → 31 Mar → 30 Apr.
CREATE OR REPLACE FUNCTION month_boundary(month date, anchor_day integer) RETURNS date LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    first_day date := date_trunc('month', month::timestamp)::date;
BEGIN
    RETURN first_day + least(anchor_day, ((first_day + interval '1 month')::date - first_day)) - 1;
END
$$;
