-- Step 1, once a round: cuts the customers into intervals of ids. More intervals than threads, so that nobody waits long for
-- the slowest; fewer where there is little to do. Listed users are spread over intervals of their own.
--   run_id
--   users      text[], NULL for all
--   most       at most so many intervals
--   least_ids  an interval of all customers spans at least so many ids
INSERT INTO run_partition (run_id, number, first_id, last_id, next_id)
WITH span AS (
    SELECT min(c.id) AS first_id, max(c.id) AS last_id FROM customer c WHERE CAST(:users AS text[]) IS NULL
), listed AS (
    SELECT ntile(:most) OVER (ORDER BY c.id) AS number, c.id FROM customer c WHERE c.user_id = ANY (CAST(:users AS text[]))
), interval_of_ids AS (
    SELECT i.number, i.first_id, i.last_id FROM span s CROSS JOIN LATERAL cut_evenly(s.first_id, s.last_id, :most, :least_ids) AS i
    UNION ALL
    SELECT l.number, min(l.id), max(l.id) FROM listed l GROUP BY l.number
)
SELECT :run_id, i.number, i.first_id, i.last_id, i.first_id FROM interval_of_ids i
