-- I9: every usage event with a charge has exactly one deduction of that amount, and every deduction its event.
CREATE OR REPLACE VIEW invariant_i9 AS
SELECT coalesce(u.account_id, e.account_id) AS account_id, u.request_id, e.id AS entry_id, coalesce(u.charged_millicredits, 0) AS charged_millicredits,
       coalesce(-e.amount_millicredits, 0) AS deducted_millicredits
FROM (SELECT * FROM usage_event WHERE charged_millicredits <> 0) AS u
FULL JOIN (SELECT * FROM entry WHERE type = 'deduction') AS e ON e.id = u.entry_id AND e.account_id = u.account_id
WHERE u.charged_millicredits IS DISTINCT FROM -e.amount_millicredits
UNION ALL
SELECT min(u.account_id), min(u.request_id), u.entry_id, sum(u.charged_millicredits), 0
FROM usage_event u WHERE u.entry_id IS NOT NULL GROUP BY u.entry_id HAVING count(*) > 1;
