-- Every entry. An allocation's key is that of its period, of which there is one.
CREATE OR REPLACE VIEW credit_ledger AS
SELECT e.id, c.user_id, t.code AS credit_type, e.type::text AS type, e.amount_millicredits, e.balance_before_millicredits, e.balance_after_millicredits,
       CASE e.type WHEN 'allocation' THEN format('allocation:%s:%s:%s', c.user_id, t.code, iso_instant(e.occurred_at)) ELSE e.idempotency_key END AS idempotency_key,
       e.reference_id, e.request_id, e.actor, e.reason, e.occurred_at, e.booked_on, e.created_at
FROM entry e JOIN account a ON a.id = e.account_id JOIN customer c ON c.id = a.customer_id JOIN credit_type t ON t.id = a.credit_type_id;
