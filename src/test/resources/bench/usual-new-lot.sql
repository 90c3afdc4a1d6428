-- The new allowance.
INSERT INTO lot (id, account_id, source, priority, granted_millicredits, remaining_millicredits, effective_at, expires_at)
VALUES (:newLot, :account, 'allowance', 10, :allowance, :allowance, '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z')
