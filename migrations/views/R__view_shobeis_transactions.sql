-- Entries of the Shobeis currency, in whole SHB.
CREATE OR REPLACE VIEW shobeis_transactions AS
SELECT l.id, l.user_id, l.type, l.amount_millicredits / 1000 AS amount, l.balance_before_millicredits / 1000 AS balance_before,
       l.balance_after_millicredits / 1000 AS balance_after, l.idempotency_key, l.reference_id, l.created_at
FROM credit_ledger l WHERE l.credit_type = 'shobeis';
