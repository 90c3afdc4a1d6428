-- I4: in every lot 0 ≤ remaining ≤ granted; and what remains is the sum of what moved.
CREATE OR REPLACE VIEW invariant_i4 AS
SELECT coalesce(l.account_id, 0) AS account_id, coalesce(l.id, m.lot_id) AS lot_id, l.granted_millicredits, l.remaining_millicredits,
       coalesce(m.moved_millicredits, 0) AS moved_millicredits
FROM lot l
FULL JOIN (SELECT lot_id, sum(amount_millicredits) AS moved_millicredits FROM movement GROUP BY lot_id) AS m ON m.lot_id = l.id
WHERE l.remaining_millicredits NOT BETWEEN 0 AND l.granted_millicredits
   OR l.remaining_millicredits IS DISTINCT FROM coalesce(m.moved_millicredits, 0);
