-- I2: each entry's balance before is the previous entry's balance after, by id; after = before + amount.
CREATE OR REPLACE VIEW invariant_i2 AS
SELECT e.account_id, e.id AS entry_id, e.previous_after_millicredits, e.balance_before_millicredits, e.amount_millicredits, e.balance_after_millicredits
FROM (SELECT x.*, coalesce(lag(x.balance_after_millicredits) OVER (PARTITION BY x.account_id ORDER BY x.id), 0) AS previous_after_millicredits FROM entry x) AS e
WHERE e.balance_before_millicredits <> e.previous_after_millicredits
   OR e.balance_after_millicredits <> e.balance_before_millicredits + e.amount_millicredits;
