-- Refuses an amount that is nothing, that the credit type cannot move, or that is beyond all sense: with at most 10^14
-- credits in one entry, no balance comes near the end of bigint, where an allocation would fail for a whole range.
CREATE OR REPLACE FUNCTION check_amount(millicredits bigint, type credit_type) RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF coalesce(millicredits, 0) = 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'BU205', MESSAGE = 'the amount is zero', HINT = 'Nothing was changed.';
    ELSIF abs(millicredits::numeric) > 1e17 THEN
        RAISE EXCEPTION USING ERRCODE = 'BU205', MESSAGE = format('%s credits are more than one entry may move (%s)', credits_text(millicredits), credits_text(1e17)),
            HINT = 'Nothing was changed. Check the amount and its unit: credits, not millicredits.';
    ELSIF millicredits % type.granularity_millicredits <> 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'BU205', MESSAGE = format('%s credits of type %s: only whole credits move', credits_text(millicredits), type.code),
            HINT = 'Nothing was changed.';
    END IF;
END
$$;
