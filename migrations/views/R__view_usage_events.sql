-- Every usage event; charged stays gross of refunds, and created_at is that of its deduction.
CREATE OR REPLACE VIEW usage_events AS
SELECT u.request_id, c.user_id, t.code AS credit_type, u.action, u.model, u.input_tokens, u.output_tokens, u.quantity, u.charged_millicredits,
       u.occurred_at, u.created_at, u.status, u.items, u.priced_millicredits, u.provider_cost_usd
FROM usage_event u JOIN account a ON a.id = u.account_id JOIN customer c ON c.id = a.customer_id JOIN credit_type t ON t.id = a.credit_type_id;
