-- Step 1: of rows with the same request id the first one counts. A later one with the same content says nothing new; one with other
-- content is refused, for nobody can know which of the two was meant.
UPDATE arrived a
SET field = 'request_id',
    reason = CASE WHEN f.own = f.content THEN '' ELSE format('key-conflict: stands already on line %s, with other content', f.first_line) END
FROM (SELECT x.line, first_value(x.line) OVER w AS first_line, first_value(x.content) OVER w AS content, x.content AS own
      FROM (SELECT y.line, y.request_id, ROW(y.user_id, y.occurred_at, y.action, y.model, y.input_tokens, y.output_tokens, y.quantity, y.items)::text AS content
            FROM arrived y
            WHERE y.reason IS NULL AND y.request_id IN (SELECT z.request_id FROM arrived z WHERE z.reason IS NULL GROUP BY z.request_id HAVING count(*) > 1)) AS x
      WINDOW w AS (PARTITION BY x.request_id ORDER BY x.line)) AS f
WHERE a.line = f.line AND f.first_line < f.line
