-- For people and verdict.json: the differences by kind and reason.
--   run_id
SELECT d.kind, d.reason, count(*) AS requests, sum(abs(d.off_by_millicredits)) AS off_by_millicredits
FROM shadow_difference d WHERE d.run_id = :run_id GROUP BY d.kind, d.reason ORDER BY count(*) DESC, d.kind, d.reason
