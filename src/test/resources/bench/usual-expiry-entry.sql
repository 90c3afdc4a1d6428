-- What is not carried over expires.
INSERT INTO entry (id, account_id, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, run_id, booked_on, type, actor)
VALUES (:expiryEntry, :account, -CAST(:expired AS bigint), :before, :before - :expired, '2026-11-01T00:00:00Z', 1, '2026-11-01', 'expiry', 'bench')
