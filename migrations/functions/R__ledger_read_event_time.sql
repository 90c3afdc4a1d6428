-- When a request happened, as its metadata say; NULL where they do not.
CREATE OR REPLACE FUNCTION event_time(metadata jsonb) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (metadata ->> 'occurred_at')::timestamptz;
EXCEPTION WHEN invalid_datetime_format OR datetime_field_overflow OR invalid_text_representation THEN
    RAISE EXCEPTION USING ERRCODE = 'BU208', MESSAGE = format('metadata.occurred_at %L is no instant', metadata ->> 'occurred_at'),
        HINT = 'Nothing was charged. Write it as 2026-11-01T09:00:00Z.';
END
$$;
