-- I10: for each priced lot, what its causes used up and what is deferred make its net price, to the cent. Until journals
-- are made, all that can be lost is a movement: what was granted is what was used up and what remains.
CREATE OR REPLACE VIEW invariant_i10 AS
SELECT x.account_id, x.lot_id, max(x.net_price_cents) AS net_price_cents, max(x.granted_millicredits) AS granted_millicredits,
       max(x.remaining_millicredits) AS remaining_millicredits, coalesce(sum(x.used_millicredits), 0) AS used_millicredits
FROM (SELECT l.account_id, l.id AS lot_id, l.net_price_cents, l.granted_millicredits, l.remaining_millicredits, NULL::bigint AS used_millicredits
      FROM lot l WHERE l.net_price_cents IS NOT NULL AND l.source = 'purchase'
      UNION ALL
      SELECT e.account_id, m.lot_id, NULL, NULL, NULL, -m.amount_millicredits
      FROM entry e JOIN movement m ON m.entry_id = e.id WHERE e.type <> 'purchase') AS x
GROUP BY x.account_id, x.lot_id
HAVING max(x.granted_millicredits) <> coalesce(sum(x.used_millicredits), 0) + max(x.remaining_millicredits);
