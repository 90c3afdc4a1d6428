-- The period of a customer's subscription that is running at an instant, whether or not any account has opened it; no row
-- where there is none, or none may be opened yet.
CREATE OR REPLACE FUNCTION scheduled_period(customer_id bigint, at timestamptz, OUT period_start timestamptz, OUT period_end timestamptz, OUT zone text)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    following record;
    reached   timestamptz := '-infinity';
BEGIN
    LOOP
        SELECT * INTO following FROM next_periods(ARRAY[scheduled_period.customer_id], ARRAY[reached]);
        EXIT WHEN following.known_from IS NULL OR following.known_from > at;
        IF at < following.period_end THEN
            period_start := following.period_start; period_end := following.period_end; zone := following.zone;
            RETURN;
        END IF;
        reached := following.period_end;
    END LOOP;
END
$$;
