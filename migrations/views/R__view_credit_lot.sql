-- Every lot.
CREATE OR REPLACE VIEW credit_lot AS
SELECT l.id, c.user_id, t.code AS credit_type, l.source::text AS source, l.granted_millicredits, l.remaining_millicredits, l.priority, l.carried,
       l.effective_at, l.expires_at, l.net_price_cents, l.currency
FROM lot l JOIN account a ON a.id = l.account_id JOIN customer c ON c.id = a.customer_id JOIN credit_type t ON t.id = a.credit_type_id;
