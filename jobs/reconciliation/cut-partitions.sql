-- Step 1: cuts the accounts into intervals of ids, more of them than threads, so that nobody waits long for the slowest.
-- Number 0 is what belongs to no account. Listed users are spread over intervals of their own, and have no part in number 0.
--   run_id
--   users  text[], NULL for all
--   most   at most so many intervals
--   size   an interval of all accounts spans at least so many ids
INSERT INTO run_partition (run_id, number, first_id, last_id, next_id)
WITH span AS (
    SELECT coalesce(max(a.id), 0) AS last_id FROM account a WHERE CAST(:users AS text[]) IS NULL
), listed AS (
    SELECT ntile(:most) OVER (ORDER BY a.id) AS number, a.id
    FROM account a JOIN customer c ON c.id = a.customer_id WHERE c.user_id = ANY (CAST(:users AS text[]))
), interval_of_ids AS (
    SELECT 0 AS number, 0::bigint AS first_id, 0::bigint AS last_id WHERE CAST(:users AS text[]) IS NULL
    UNION ALL
    SELECT i.number, i.first_id, i.last_id FROM span s CROSS JOIN LATERAL cut_evenly(1, s.last_id, :most, :size) AS i
    UNION ALL
    SELECT l.number, min(l.id), max(l.id) FROM listed l GROUP BY l.number
)
SELECT :run_id, i.number, i.first_id, i.last_id, i.first_id FROM interval_of_ids i
