-- I5: an entry's amount is the sum of its movements, all of them on lots of its own account. Movements whose entry is lost belong
-- to no account: 0.
CREATE OR REPLACE VIEW invariant_i5 AS
SELECT e.account_id, e.id AS entry_id, e.amount_millicredits, coalesce(sum(m.amount_millicredits), 0) AS moved_millicredits
FROM entry e LEFT JOIN movement m ON m.entry_id = e.id LEFT JOIN lot l ON l.id = m.lot_id
GROUP BY e.account_id, e.id, e.amount_millicredits
HAVING e.amount_millicredits IS DISTINCT FROM coalesce(sum(m.amount_millicredits), 0)
    OR bool_or(m.entry_id IS NOT NULL AND l.account_id IS DISTINCT FROM e.account_id)
UNION ALL
SELECT 0::bigint, m.entry_id, NULL, sum(m.amount_millicredits)
FROM movement m WHERE NOT EXISTS (SELECT FROM entry e WHERE e.id = m.entry_id) GROUP BY m.entry_id;
