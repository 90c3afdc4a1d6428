-- What is not carried over expires, what is carried over gets another month: one statement per account.
WITH e AS (
    INSERT INTO entry (account_id, amount_millicredits, balance_before_millicredits, balance_after_millicredits, occurred_at, run_id, booked_on, type, actor)
    VALUES (:account, -CAST(:expired AS bigint), :before, :before - :expired, '2026-11-01T00:00:00Z', 1, '2026-11-01', 'expiry', 'bench')
    RETURNING id
), m AS (
    INSERT INTO movement (entry_id, lot_id, amount_millicredits) SELECT id, :lot, -CAST(:expired AS bigint) FROM e
)
UPDATE lot SET remaining_millicredits = :kept, carried = 1, expires_at = '2026-12-01T00:00:00Z' WHERE id = :lot
