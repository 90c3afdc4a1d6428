-- The lot that it leaves.
INSERT INTO movement (entry_id, lot_id, amount_millicredits) VALUES (:expiryEntry, :endingLot, -CAST(:expired AS bigint))
