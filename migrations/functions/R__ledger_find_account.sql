-- The account of a customer for a credit type, made where it is missing, locked until the transaction ends.
CREATE OR REPLACE FUNCTION lock_account(customer_id bigint, credit_type_id smallint) RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    answer bigint;
BEGIN
    LOOP
        SELECT a.id INTO answer FROM account a
        WHERE a.customer_id = lock_account.customer_id AND a.credit_type_id = lock_account.credit_type_id FOR UPDATE;
        EXIT WHEN FOUND;
        INSERT INTO account (customer_id, credit_type_id) VALUES (lock_account.customer_id, lock_account.credit_type_id)
        ON CONFLICT ON CONSTRAINT account_is_one_per_customer_and_credit_type DO NOTHING;
    END LOOP;
    RETURN answer;
END
$$;
