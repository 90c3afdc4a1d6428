-- Findings as people and hosts read them. A finding of no account, or of an account that is lost, has no user.
CREATE OR REPLACE VIEW findings AS
SELECT f.id, f.kind, k.name, f.status, c.user_id, t.code AS credit_type, f.amount_millicredits, f.place, f.evidence,
       f.first_seen_at, f.last_seen_at, f.first_run_id, f.last_run_id, f.owner, f.status_since, f.status_by, f.status_reason, f.account_id
FROM finding f
JOIN finding_kind k ON k.code = f.kind
LEFT JOIN account a ON a.id = f.account_id LEFT JOIN customer c ON c.id = a.customer_id LEFT JOIN credit_type t ON t.id = a.credit_type_id;
