-- I1: an account's balance is the sum of its entries. Grouped by the account, so that a range of accounts reads only its own.
CREATE OR REPLACE VIEW invariant_i1 AS
SELECT x.account_id, max(x.balance_millicredits) AS balance_millicredits, coalesce(sum(x.amount_millicredits), 0) AS entries_millicredits
FROM (SELECT a.id AS account_id, a.balance_millicredits, NULL::bigint AS amount_millicredits FROM account a
      UNION ALL
      SELECT e.account_id, NULL, e.amount_millicredits FROM entry e) AS x
GROUP BY x.account_id
HAVING max(x.balance_millicredits) IS DISTINCT FROM coalesce(sum(x.amount_millicredits), 0);
