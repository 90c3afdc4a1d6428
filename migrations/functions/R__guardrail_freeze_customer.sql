-- Freezes a customer from now on and writes it down; false where it is frozen already, and then nothing changes.
-- review_id: the review for which bursar itself does it; NULL: an operator does.
CREATE OR REPLACE FUNCTION freeze_customer(customer_id bigint, reason text, review_id bigint DEFAULT NULL) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    UPDATE customer c SET frozen_at = business_now(), frozen_reason = freeze_customer.reason
    WHERE c.id = freeze_customer.customer_id AND c.frozen_at IS NULL;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO freeze_change (customer_id, frozen, review_id, effective_at, actor, reason)
    VALUES (freeze_customer.customer_id, true, freeze_customer.review_id, business_now(),
            CASE WHEN freeze_customer.review_id IS NULL THEN acting() ELSE 'bursar' END, freeze_customer.reason);
    RETURN true;
END
$$;
