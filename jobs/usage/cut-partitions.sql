-- Step 2, once a round: cuts the staged rows into intervals of places, none in the middle of a customer. The rows that were settled
-- while the file was read, refused or repeated, are counted with the first.
--   run_id
--   most        at most so many intervals
--   least_rows  an interval has about so many rows or more
INSERT INTO run_partition (run_id, number, first_id, last_id, next_id, counts)
WITH span AS (
    SELECT coalesce(max(s.place), 0) AS rows FROM staged_usage s WHERE s.run_id = :run_id
), ending AS (
    SELECT DISTINCT CASE WHEN n = p.parts THEN s.rows ELSE last_place_of(:run_id, s.rows * n / p.parts) END AS last_id
    FROM span s CROSS JOIN LATERAL (SELECT greatest(1, least(:most, s.rows / :least_rows))::integer AS parts) AS p
    CROSS JOIN LATERAL generate_series(1, p.parts) AS n
), interval_of_places AS (
    SELECT row_number() OVER w AS number, coalesce(lag(e.last_id) OVER w, 0) + 1 AS first_id, e.last_id FROM ending e WINDOW w AS (ORDER BY e.last_id)
)
SELECT :run_id, i.number, i.first_id, i.last_id, i.first_id,
       CASE WHEN i.number = 1 THEN (SELECT r.staged_counts FROM usage_run r WHERE r.run_id = :run_id) ELSE '{}' END
FROM interval_of_places i
