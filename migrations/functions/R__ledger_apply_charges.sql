-- The engine of charges for callers who want answers: decides and books requests in their order, one answer for each. A request
-- that cannot be understood is an error, and none of them is booked. See settle_charges.
CREATE OR REPLACE FUNCTION apply_charges(requests charge_request[]) RETURNS SETOF jsonb LANGUAGE plpgsql VOLATILE
SET plan_cache_mode = force_generic_plan -- planning would take longer than the charge
SET enable_seqscan = off -- a plan made while a table was small must not read it whole when it has grown
SET jit = off
AS $$
DECLARE
    settled settled_charge;
BEGIN
    FOR settled IN SELECT s.* FROM settle_charges(requests, NULL, NULL) s ORDER BY s.ordinal LOOP
        IF settled.fault IS NOT NULL THEN
            RAISE EXCEPTION USING ERRCODE = settled.fault[1], MESSAGE = settled.fault[2], HINT = coalesce(settled.fault[3], ''), DETAIL = coalesce(settled.fault[4], '');
        END IF;
        RETURN NEXT settled.answer;
    END LOOP;
END
$$;
