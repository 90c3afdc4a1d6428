-- After a run, for people: each invariant with what the run has seen of it, resolved findings not counted.
--   run_id
SELECT k.code, k.rule, count(x.kind) AS findings
FROM finding_kind k
LEFT JOIN (SELECT f.kind FROM finding f WHERE f.last_run_id = :run_id AND f.status <> 'resolved'
           UNION ALL
           SELECT s.kind FROM finding_seen s WHERE s.run_id = :run_id) AS x ON x.kind = k.code
GROUP BY k.code, k.rule, k.ordinal ORDER BY k.ordinal
