-- Step 2, once a round: cuts the rows into intervals of their numbers. More intervals than threads, so that nobody waits long for
-- the slowest; fewer where there is little to do.
--   run_id, fence  the run, while it is ours
--   source_id
--   users          text[], NULL for all
--   most           at most so many intervals
--   least_rows     an interval has at least so many rows
INSERT INTO run_partition (run_id, number, first_id, last_id, next_id)
WITH ours AS (
    SELECT r.id FROM run r
    WHERE r.id = :run_id AND r.fence = :fence AND NOT EXISTS (SELECT FROM run_partition p WHERE p.run_id = r.id)
    FOR KEY SHARE
), span AS (
    SELECT min(r.number) AS first_id, max(r.number) AS last_id FROM legacy_row r
    WHERE r.source_id = :source_id AND (CAST(:users AS text[]) IS NULL OR r.user_id = ANY (CAST(:users AS text[])))
), evenly AS (
    SELECT s.first_id, s.last_id, least(:most, ceil((s.last_id - s.first_id + 1) / CAST(:least_rows AS numeric)))::integer AS parts
    FROM span s WHERE s.first_id IS NOT NULL
)
SELECT o.id, n, e.first_id + (e.last_id - e.first_id + 1) * (n - 1) / e.parts,
       e.first_id + (e.last_id - e.first_id + 1) * n / e.parts - 1, e.first_id + (e.last_id - e.first_id + 1) * (n - 1) / e.parts
FROM ours o CROSS JOIN evenly e CROSS JOIN LATERAL generate_series(1, e.parts) AS n
