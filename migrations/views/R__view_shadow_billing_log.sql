-- What shadow billing would have charged, or for allowlisted users has charged, in credits.
CREATE OR REPLACE VIEW shadow_billing_log AS
SELECT u.request_id, c.user_id, u.priced_millicredits / 1000.0 AS requested_credits, u.created_at
FROM usage_event u JOIN account a ON a.id = u.account_id JOIN customer c ON c.id = a.customer_id WHERE u.logged;
