-- The account of a customer for a credit type, locked and brought up to date at business time `at`: upgrades that have come
-- are granted, what ended is closed, what began is open. Every write to an account starts here.
CREATE OR REPLACE FUNCTION ready_account(customer_id bigint, credit_type_id smallint, at timestamptz) RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    answer bigint;
BEGIN
    PERFORM share_open_days();
    IF EXISTS (SELECT FROM customer c WHERE c.id = ready_account.customer_id AND c.next_upgrade_at <= at) THEN
        PERFORM grant_due_upgrades(ready_account.customer_id, at);
    END IF;
    answer := lock_account(ready_account.customer_id, ready_account.credit_type_id);
    IF (SELECT a.next_due_at <= at FROM account a WHERE a.id = answer) THEN
        PERFORM open_periods(ARRAY[answer], at);
    END IF;
    RETURN answer;
END
$$;
