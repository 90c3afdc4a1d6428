-- One row per user, summed over credit types. Grouped by the user id, so that one user is looked up and not all of them summed.
CREATE OR REPLACE VIEW credit_balance AS
SELECT c.user_id, coalesce(sum(a.balance_millicredits), 0)::bigint AS balance_millicredits
FROM customer c LEFT JOIN account a ON a.customer_id = c.id
GROUP BY c.user_id;
