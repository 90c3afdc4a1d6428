-- I3: an account's balance is the sum of what remains in its lots, and never negative.
CREATE OR REPLACE VIEW invariant_i3 AS
SELECT coalesce(a.id, l.account_id) AS account_id, a.balance_millicredits, coalesce(l.remaining_millicredits, 0) AS remaining_millicredits
FROM account a
FULL JOIN (SELECT account_id, sum(remaining_millicredits) AS remaining_millicredits FROM lot GROUP BY account_id) AS l ON l.account_id = a.id
WHERE a.balance_millicredits IS DISTINCT FROM coalesce(l.remaining_millicredits, 0) OR a.balance_millicredits < 0;
