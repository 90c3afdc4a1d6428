-- One row per user, summed over credit types.
CREATE OR REPLACE VIEW credit_balance AS
SELECT c.user_id, coalesce(a.balance_millicredits, 0)::bigint AS balance_millicredits
FROM customer c
LEFT JOIN (SELECT customer_id, sum(balance_millicredits) AS balance_millicredits FROM account GROUP BY customer_id) AS a ON a.customer_id = c.id;
