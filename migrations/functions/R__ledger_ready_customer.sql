-- Brings all accounts of a customer up to date at business time `at`: those that are missing are made, upgrades that have come
-- are granted, periods that are due are opened. The customer is locked first, then the accounts in id order.
CREATE OR REPLACE FUNCTION ready_customer(customer_id bigint, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM share_open_days();
    PERFORM create_accounts(ARRAY[ready_customer.customer_id]);
    PERFORM grant_due_upgrades(ready_customer.customer_id, at);
    PERFORM open_periods(ARRAY(SELECT a.id FROM account a WHERE a.customer_id = ready_customer.customer_id), at);
END
$$;
