-- What an allowance period gave, and what of it was used and remains.
CREATE OR REPLACE VIEW usage_counters AS
SELECT c.user_id, t.code AS credit_type, p.period_start, p.period_end, p.granted_millicredits, p.rolled_in_millicredits, p.used_millicredits, p.remaining_millicredits
FROM account_period p JOIN account a ON a.id = p.account_id JOIN customer c ON c.id = a.customer_id JOIN credit_type t ON t.id = a.credit_type_id;
