-- The balance, and when the account is due again.
UPDATE account SET balance_millicredits = :before - :expired + :allowance, next_period_at = '2026-12-01T00:00:00Z', next_due_at = '2026-12-01T00:00:00Z'
WHERE id = :account
