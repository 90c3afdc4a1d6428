-- What is carried over gets another month.
UPDATE lot SET remaining_millicredits = :kept, carried = 1, expires_at = '2026-12-01T00:00:00Z' WHERE id = :endingLot
