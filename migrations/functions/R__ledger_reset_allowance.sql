-- Expires what is left of the open periods' allowances of a user and grants them anew as adjustments that end with the period.
-- What was carried over into the period, and every other lot, stays.
CREATE OR REPLACE FUNCTION reset_allowance(user_id text, reason text) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = bursar, pg_temp AS $$
DECLARE
    now      timestamptz := business_now();
    subject  bigint := customer_of(user_id);
    open_one record;
    unused   record;
    answer   jsonb := '[]';
BEGIN
    PERFORM ready_customer(subject, now);
    FOR open_one IN
        SELECT p.*, t.code FROM account a JOIN credit_type t ON t.id = a.credit_type_id JOIN period p ON p.account_id = a.id
        WHERE a.customer_id = subject AND p.period_start <= now AND p.period_end > now AND p.allowance_millicredits > 0 ORDER BY a.id
    LOOP
        FOR unused IN
            SELECT l.* FROM lot l WHERE l.account_id = open_one.account_id AND l.open AND l.source = 'allowance' AND l.carried = 0
              AND l.effective_at >= open_one.period_start ORDER BY l.id
        LOOP
            PERFORM expire_lot(unused.id, now, reset_allowance.reason);
        END LOOP;
        PERFORM give_credits(nextval('entry_id_seq'), open_one.account_id, 'allowance', open_one.allowance_millicredits, now,
            (SELECT CASE WHEN v.expires_at_period_end THEN open_one.period_end END FROM catalogue_allowance v JOIN account a ON a.credit_type_id = v.credit_type_id
             WHERE v.version_id = open_one.catalogue_version_id AND v.plan_id = open_one.plan_id AND a.id = open_one.account_id),
            'adjustment', now, NULL, reset_allowance.reason);
        answer := answer || jsonb_build_object('creditType', open_one.code, 'grantedMillicredits', open_one.allowance_millicredits,
            'balanceMillicredits', (SELECT a.balance_millicredits FROM account a WHERE a.id = open_one.account_id));
    END LOOP;
    RETURN answer;
END
$$;
