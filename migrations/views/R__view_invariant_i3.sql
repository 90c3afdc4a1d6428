-- I3: an account's balance is the sum of what remains in its lots, and never negative.
CREATE OR REPLACE VIEW invariant_i3 AS
SELECT x.account_id, max(x.balance_millicredits) AS balance_millicredits, coalesce(sum(x.remaining_millicredits), 0) AS remaining_millicredits
FROM (SELECT a.id AS account_id, a.balance_millicredits, NULL::bigint AS remaining_millicredits FROM account a
      UNION ALL
      SELECT l.account_id, NULL, l.remaining_millicredits FROM lot l) AS x
GROUP BY x.account_id
HAVING max(x.balance_millicredits) IS DISTINCT FROM coalesce(sum(x.remaining_millicredits), 0) OR max(x.balance_millicredits) < 0;
