-- The open period of a user's allowance, opened now if nobody has. No row where the plan has no such allowance.
CREATE OR REPLACE FUNCTION get_or_create_active_period(user_id text, credit_type text)
RETURNS TABLE (period_start timestamptz, period_end timestamptz, granted_millicredits bigint, used_millicredits bigint, remaining_millicredits bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = bursar, pg_temp AS $$
DECLARE
    now   timestamptz := business_now();
    payer bigint := ready_account(customer_of(user_id), (credit_type_of(credit_type)).id, now);
BEGIN
    RETURN QUERY
        SELECT u.period_start, u.period_end, u.granted_millicredits, u.used_millicredits, u.remaining_millicredits
        FROM account_period u WHERE u.account_id = payer AND u.period_start <= now AND u.period_end > now;
END
$$;
