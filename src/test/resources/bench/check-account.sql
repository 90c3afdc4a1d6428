-- One account: its balance is the sum of its entries and of its lots, each entry that of its movements, and the chain has no gap.
SELECT a.balance_millicredits = (SELECT coalesce(sum(e.amount_millicredits), 0) FROM entry e WHERE e.account_id = a.id)
   AND a.balance_millicredits = (SELECT coalesce(sum(l.remaining_millicredits), 0) FROM lot l WHERE l.account_id = a.id)
   AND NOT EXISTS (SELECT FROM entry e WHERE e.account_id = a.id
                   AND e.amount_millicredits <> (SELECT coalesce(sum(m.amount_millicredits), 0) FROM movement m WHERE m.entry_id = e.id))
   AND NOT EXISTS (SELECT FROM (SELECT e.balance_before_millicredits AS before, lag(e.balance_after_millicredits, 1, 0::bigint) OVER (ORDER BY e.id) AS previous
                                FROM entry e WHERE e.account_id = a.id) AS c WHERE c.before <> c.previous)
FROM account a WHERE a.id = ?
