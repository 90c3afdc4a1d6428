-- When a request happened: metadata.occurred_at, else now. More than five minutes ahead of business time is refused.
CREATE OR REPLACE FUNCTION event_time(metadata jsonb, now timestamptz) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
    answer timestamptz;
BEGIN
    IF metadata ->> 'occurred_at' IS NULL THEN
        RETURN now;
    END IF;
    BEGIN
        answer := (metadata ->> 'occurred_at')::timestamptz;
    EXCEPTION WHEN invalid_datetime_format OR datetime_field_overflow OR invalid_text_representation THEN
        RAISE EXCEPTION USING ERRCODE = 'BU208', MESSAGE = format('metadata.occurred_at %L is no instant', metadata ->> 'occurred_at'),
            HINT = 'Nothing was charged. Write it as 2026-11-01T09:00:00Z.';
    END;
    IF answer > now + interval '5 minutes' OR NOT isfinite(answer) THEN
        RAISE EXCEPTION USING ERRCODE = 'BU402', MESSAGE = format('metadata.occurred_at %s is more than 5 minutes ahead of %s', metadata ->> 'occurred_at', iso_instant(now)),
            HINT = 'Nothing was charged. Check the clock of the host.';
    END IF;
    RETURN answer;
END
$$;
