-- I4: in every lot 0 ≤ remaining ≤ granted; and what remains is the sum of what its own account's entries moved. A movement on a
-- lot that is lost, or of somebody else, shows with the entry's account and no lot.
CREATE OR REPLACE VIEW invariant_i4 AS
SELECT x.account_id, x.lot_id, max(x.granted_millicredits) AS granted_millicredits, max(x.remaining_millicredits) AS remaining_millicredits,
       coalesce(sum(x.amount_millicredits), 0) AS moved_millicredits
FROM (SELECT l.account_id, l.id AS lot_id, l.granted_millicredits, l.remaining_millicredits, NULL::bigint AS amount_millicredits FROM lot l
      UNION ALL
      SELECT e.account_id, m.lot_id, NULL, NULL, m.amount_millicredits FROM entry e JOIN movement m ON m.entry_id = e.id) AS x
GROUP BY x.account_id, x.lot_id
HAVING max(x.remaining_millicredits) NOT BETWEEN 0 AND max(x.granted_millicredits)
    OR max(x.remaining_millicredits) IS DISTINCT FROM coalesce(sum(x.amount_millicredits), 0);
