-- The lot that it fills.
INSERT INTO movement (entry_id, lot_id, amount_millicredits) VALUES (:allocationEntry, :newLot, :allowance)
