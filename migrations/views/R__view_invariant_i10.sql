-- I10: for each priced lot, what its causes used up and what is deferred make its net price, to the cent. Until journals
-- are made, all that can be lost is a movement: what was granted is what was used up and what remains.
CREATE OR REPLACE VIEW invariant_i10 AS
SELECT l.account_id, l.id AS lot_id, l.net_price_cents, l.granted_millicredits, l.remaining_millicredits, coalesce(u.used_millicredits, 0) AS used_millicredits
FROM lot l
LEFT JOIN (SELECT m.lot_id, -sum(m.amount_millicredits) AS used_millicredits FROM movement m JOIN entry e ON e.id = m.entry_id
           WHERE e.type <> 'purchase' GROUP BY m.lot_id) AS u ON u.lot_id = l.id
WHERE l.net_price_cents IS NOT NULL AND l.source = 'purchase' AND l.granted_millicredits <> coalesce(u.used_millicredits, 0) + l.remaining_millicredits;
