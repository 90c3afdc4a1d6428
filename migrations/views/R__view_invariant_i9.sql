-- I9: every usage event with a charge has exactly one deduction of that amount, and every deduction its event.
CREATE OR REPLACE VIEW invariant_i9 AS
SELECT x.account_id, min(x.request_id) AS request_id, x.entry_id, sum(x.charged_millicredits) AS charged_millicredits,
       sum(x.deducted_millicredits)::bigint AS deducted_millicredits
FROM (SELECT u.account_id, u.entry_id, u.request_id, u.charged_millicredits, 0::bigint AS deducted_millicredits, 1 AS events, 0 AS deductions
      FROM usage_event u WHERE u.charged_millicredits <> 0
      UNION ALL
      SELECT e.account_id, e.id, e.request_id, 0, -e.amount_millicredits, 0, 1 FROM entry e WHERE e.type = 'deduction') AS x
GROUP BY x.account_id, x.entry_id, CASE WHEN x.entry_id IS NULL THEN x.request_id END
HAVING sum(x.events) <> 1 OR sum(x.deductions) <> 1 OR sum(x.charged_millicredits) <> sum(x.deducted_millicredits);
