-- Makes accounts of customers, pair by pair, in id order; those that exist are left as they are. Whoever makes one of them at the
-- same time is waited for.
CREATE OR REPLACE FUNCTION add_accounts(customer_ids bigint[], credit_type_ids smallint[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    INSERT INTO account (customer_id, credit_type_id)
    SELECT DISTINCT n.customer_id, n.credit_type_id
    FROM unnest(customer_ids, credit_type_ids) AS n (customer_id, credit_type_id)
    WHERE NOT EXISTS (SELECT FROM account a WHERE a.customer_id = n.customer_id AND a.credit_type_id = n.credit_type_id)
    ORDER BY n.customer_id, n.credit_type_id
    ON CONFLICT ON CONSTRAINT account_is_one_per_customer_and_credit_type DO NOTHING;
END
$$;
