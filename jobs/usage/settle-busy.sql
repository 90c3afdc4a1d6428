-- Step 3, the work: charges the rows of customers who were busy before, each from the first that waits on. At most :size rows of a
-- customer; the place behind them is left over.
--   run_id, size
--   places   bigint[]
WITH span AS MATERIALIZED (
    SELECT p.place, least(e.last_place, p.place + :size - 1) AS upto, e.last_place
    FROM unnest(CAST(:places AS bigint[])) AS p (place)
    CROSS JOIN LATERAL (SELECT last_place_of(:run_id, p.place) AS last_place) AS e
)
SELECT 0 AS last_place, w.*, ARRAY(SELECT s.upto + 1 FROM span s WHERE s.upto < s.last_place AND s.place <> ALL (w.busy) ORDER BY 1) AS left_over
FROM (SELECT array_agg(s.place ORDER BY s.place) AS firsts, array_agg(s.upto ORDER BY s.place) AS lasts FROM span s) AS a
CROSS JOIN LATERAL settle_usage(:run_id, a.firsts, a.lasts, '{}') AS w
