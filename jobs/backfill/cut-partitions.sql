-- Step 2, once a round: cuts the rows into intervals of their numbers. More intervals than threads, so that nobody waits long for
-- the slowest; fewer where there is little to do.
--   run_id
--   source_id
--   users       text[], NULL for all
--   most        at most so many intervals
--   least_rows  an interval has at least so many rows
INSERT INTO run_partition (run_id, number, first_id, last_id, next_id)
SELECT :run_id, i.number, i.first_id, i.last_id, i.first_id
FROM (SELECT min(r.number) AS first_id, max(r.number) AS last_id FROM legacy_row r
      WHERE r.source_id = :source_id AND (CAST(:users AS text[]) IS NULL OR r.user_id = ANY (CAST(:users AS text[])))) AS span
CROSS JOIN LATERAL cut_evenly(span.first_id, span.last_id, :most, :least_rows) AS i
