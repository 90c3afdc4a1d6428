-- Refuses an amount that is nothing, or that the credit type cannot move.
CREATE OR REPLACE FUNCTION check_amount(millicredits bigint, type credit_type) RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF coalesce(millicredits, 0) = 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'BU205', MESSAGE = 'the amount is zero', HINT = 'Nothing was changed.';
    ELSIF millicredits % type.granularity_millicredits <> 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'BU205', MESSAGE = format('%s credits of type %s: only whole credits move', trim_scale(millicredits / 1000.0), type.code),
            HINT = 'Nothing was changed.';
    END IF;
END
$$;
