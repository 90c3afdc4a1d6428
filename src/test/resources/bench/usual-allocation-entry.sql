-- The allocation of the new allowance.
INSERT INTO entry (id, account_id, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, run_id, booked_on, type, actor)
VALUES (:allocationEntry, :account, :allowance, :before - :expired, :before - :expired + :allowance, '2026-11-01T00:00:00Z', 1, '2026-11-01', 'allocation', 'bench')
