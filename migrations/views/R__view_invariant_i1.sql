-- I1: an account's balance is the sum of its entries.
CREATE OR REPLACE VIEW invariant_i1 AS
SELECT coalesce(a.id, e.account_id) AS account_id, a.balance_millicredits, coalesce(e.entries_millicredits, 0) AS entries_millicredits
FROM account a
FULL JOIN (SELECT account_id, sum(amount_millicredits) AS entries_millicredits FROM entry GROUP BY account_id) AS e ON e.account_id = a.id
WHERE a.balance_millicredits IS DISTINCT FROM coalesce(e.entries_millicredits, 0);
