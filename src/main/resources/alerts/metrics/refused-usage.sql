-- Events that runs of usage refused within the window for a reason that somebody can mend, and that the same file has not brought
-- since; refusals that are the rules' own answer (insufficient, capped, frozen, before-seam) are not among them. By reason.
SELECT f.key AS label, sum(f.value::bigint) AS events
FROM run r CROSS JOIN LATERAL jsonb_each_text(r.outcome -> 'refused') AS f
WHERE r.job = 'usage' AND r.status = 'COMPLETED' AND NOT r.dry_run AND r.started_at > statement_timestamp() - :window
  AND f.key NOT IN ('insufficient', 'capped', 'frozen', 'before-seam')
GROUP BY f.key
ORDER BY 2 DESC, 1
LIMIT 100
