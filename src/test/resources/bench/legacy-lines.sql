-- What a legacy system has charged for the same requests; one in a thousand otherwise.
CREATE TABLE old_charges AS
SELECT u.request_id, c.user_id, t.code AS credit_type, CASE WHEN u.id % 1000 = 0 THEN 10 ELSE 7 END::numeric AS credits, u.occurred_at
FROM usage_event u JOIN account a ON a.id = u.account_id JOIN customer c ON c.id = a.customer_id JOIN credit_type t ON t.id = a.credit_type_id
