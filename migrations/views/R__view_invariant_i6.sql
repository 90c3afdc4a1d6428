-- I6: an account has at most one period that contains any instant, and one allocation per period.
CREATE OR REPLACE VIEW invariant_i6 AS
SELECT p.account_id, p.period_start, p.period_end, 'overlaps the period before it' AS fault
FROM (SELECT q.*, max(q.period_end) OVER (PARTITION BY q.account_id ORDER BY q.period_start ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS previous_end FROM period q) AS p
WHERE p.previous_end > p.period_start
UNION ALL
SELECT e.account_id, e.occurred_at, NULL, CASE WHEN count(p.account_id) = 0 THEN 'allocation without a period' ELSE 'more than one allocation' END
FROM entry e LEFT JOIN period p ON p.account_id = e.account_id AND p.period_start = e.occurred_at
WHERE e.type = 'allocation' GROUP BY e.account_id, e.occurred_at HAVING count(*) > 1 OR count(p.account_id) = 0;
