-- I5: an entry's amount is the sum of its movements, all of them on lots of its own account.
CREATE OR REPLACE VIEW invariant_i5 AS
SELECT coalesce(e.account_id, 0) AS account_id, coalesce(e.id, m.entry_id) AS entry_id, e.amount_millicredits, coalesce(m.moved_millicredits, 0) AS moved_millicredits
FROM entry e
FULL JOIN (SELECT x.entry_id, sum(x.amount_millicredits) AS moved_millicredits, min(l.account_id) AS first_account, max(l.account_id) AS last_account,
                  count(*) FILTER (WHERE l.id IS NULL) AS lost
           FROM movement x LEFT JOIN lot l ON l.id = x.lot_id GROUP BY x.entry_id) AS m ON m.entry_id = e.id
WHERE e.amount_millicredits IS DISTINCT FROM coalesce(m.moved_millicredits, 0)
   OR m.first_account <> e.account_id OR m.last_account <> e.account_id OR m.lost > 0;
