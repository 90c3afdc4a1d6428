-- Lets a frozen customer spend again and writes it down; false where it was not frozen, and then nothing changes. Whoever does so
-- has looked at what was spent: the customer's open reviews are resolved with it, so that the same figures freeze nobody twice.
CREATE OR REPLACE FUNCTION thaw_customer(customer_id bigint, reason text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    LOCK TABLE spending_review IN SHARE ROW EXCLUSIVE MODE; -- before the customer's row, as check_spending takes them
    UPDATE customer c SET frozen_at = NULL, frozen_reason = NULL WHERE c.id = thaw_customer.customer_id AND c.frozen_at IS NOT NULL;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO freeze_change (customer_id, frozen, effective_at, actor, reason)
    VALUES (thaw_customer.customer_id, false, business_now(), acting(), thaw_customer.reason);
    PERFORM resolve_review(r.id, coalesce(thaw_customer.reason, 'the user can spend again'))
    FROM spending_review r JOIN account a ON a.id = r.account_id
    WHERE a.customer_id = thaw_customer.customer_id AND r.resolved_at IS NULL;
    RETURN true;
END
$$;
