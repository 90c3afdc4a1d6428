-- Locks a customer and all of its accounts without waiting; false where somebody holds one of them.
CREATE OR REPLACE FUNCTION can_lock_customer(customer_id bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    locked bigint;
BEGIN
    PERFORM FROM customer c WHERE c.id = can_lock_customer.customer_id FOR NO KEY UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    SELECT count(*) INTO locked
    FROM (SELECT a.id FROM account a WHERE a.customer_id = can_lock_customer.customer_id ORDER BY a.id FOR UPDATE SKIP LOCKED) AS x;
    RETURN locked = (SELECT count(*) FROM account a WHERE a.customer_id = can_lock_customer.customer_id);
END
$$;
