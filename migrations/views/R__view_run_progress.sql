-- How far each run is in its present round, and what that round has done. run.counts and run.totals hold the rounds that
-- were completed; while a round goes on, a run's figures are those plus these.
CREATE OR REPLACE VIEW run_progress AS
SELECT r.id AS run_id, r.round, p.done_ids, p.all_ids, p.busy, c.counts, t.totals
FROM run r
CROSS JOIN LATERAL (
    SELECT coalesce(sum(next_id - first_id), 0)::bigint AS done_ids, coalesce(sum(last_id - first_id + 1), 0)::bigint AS all_ids,
           coalesce(sum(cardinality(busy)), 0)::bigint AS busy
    FROM run_partition WHERE run_id = r.id) AS p
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_object_agg(key, total), '{}') AS counts
    FROM (SELECT key, sum(value::numeric) AS total FROM run_partition, jsonb_each_text(run_partition.counts)
          WHERE run_id = r.id GROUP BY key) AS f) AS c
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_object_agg(key, total), '{}') AS totals
    FROM (SELECT key, sum(value::numeric) AS total FROM run_partition, jsonb_each_text(run_partition.totals)
          WHERE run_id = r.id GROUP BY key) AS f) AS t;
