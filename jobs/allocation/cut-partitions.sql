-- Step 1, once a round: cuts the customers into intervals of ids. More intervals than threads, so that nobody waits long for
-- the slowest; fewer where there is little to do. Listed users are spread over intervals of their own.
--   run_id, fence  the run, while it is ours
--   users          text[], NULL for all
--   most           at most so many intervals
--   least_ids      an interval of all customers spans at least so many ids
INSERT INTO run_partition (run_id, number, first_id, last_id, next_id)
WITH ours AS (
    SELECT r.id FROM run r
    WHERE r.id = :run_id AND r.fence = :fence AND NOT EXISTS (SELECT FROM run_partition p WHERE p.run_id = r.id)
    FOR KEY SHARE
), span AS (
    SELECT min(c.id) AS first_id, max(c.id) AS last_id FROM customer c
), evenly AS (
    SELECT s.first_id, s.last_id, least(:most, ceil((s.last_id - s.first_id + 1) / CAST(:least_ids AS numeric)))::integer AS parts
    FROM span s WHERE s.first_id IS NOT NULL AND CAST(:users AS text[]) IS NULL
), listed AS (
    SELECT ntile(:most) OVER (ORDER BY c.id) AS number, c.id FROM customer c WHERE c.user_id = ANY (CAST(:users AS text[]))
), interval_of_ids AS (
    SELECT n AS number, e.first_id + (e.last_id - e.first_id + 1) * (n - 1) / e.parts AS first_id,
           e.first_id + (e.last_id - e.first_id + 1) * n / e.parts - 1 AS last_id
    FROM evenly e CROSS JOIN LATERAL generate_series(1, e.parts) AS n
    UNION ALL
    SELECT l.number, min(l.id), max(l.id) FROM listed l GROUP BY l.number
)
SELECT o.id, i.number, i.first_id, i.last_id, i.first_id FROM ours o CROSS JOIN interval_of_ids i
