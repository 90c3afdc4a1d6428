-- Step 2, once for each bucket: pairs what the shadow says with what was charged for each request, keeps what differs with its
-- reason, and adds everything to the sums. A bucket is small enough to be hashed in memory: nothing is sorted on disk.
--
-- A request is compared where it should have a counterpart: bursar charged it, or the legacy source speaks of requests of its
-- credit type. What bursar has charged is no consumption that the legacy system should know. What stands on the other side of the
-- interval's border is late, and off by no more than its amounts differ.
--   run_id, bucket, from_at, to_at
--   known, by_request  smallint[], credit types of which the legacy source speaks, and speaks by request
WITH by_id AS MATERIALIZED (
    SELECT l.request_id, l.user_id, l.credit_type_id,
           max(l.model) AS model, min(l.event_id) AS event_id,
           min(l.occurred_at) FILTER (WHERE l.priced_millicredits IS NOT NULL) AS shadow_at,
           min(l.occurred_at) FILTER (WHERE l.own_millicredits IS NOT NULL OR l.legacy_millicredits IS NOT NULL) AS real_at,
           max(l.priced_millicredits) AS shadow,
           total(coalesce(l.own_millicredits, 0) + coalesce(l.legacy_millicredits, 0)) AS charged,
           (count(l.own_millicredits) + count(l.legacy_millicredits))::integer AS charges,
           total(l.legacy_millicredits) FILTER (WHERE l.occurred_at >= :from_at AND l.occurred_at < :to_at) AS legacy,
           count(l.legacy_millicredits) > 0 AS has_legacy, coalesce(bool_or(l.charged_by = 'bursar'), false) AS is_bursars
    FROM line l WHERE l.bucket = :bucket AND l.request_id IS NOT NULL
    GROUP BY l.user_id, l.request_id, l.credit_type_id -- so many credits of another type are no counterpart
), pair AS MATERIALIZED (
    SELECT p.*, CASE WHEN p.charges > 0 THEN p.charged END AS real,
           coalesce(p.shadow_at >= :from_at AND p.shadow_at < :to_at, false) AS shadow_is_in,
           coalesce(p.real_at >= :from_at AND p.real_at < :to_at, false) AS real_is_in,
           CASE WHEN p.shadow IS NOT NULL THEN p.charges > 0 OR p.is_bursars OR p.credit_type_id = ANY (CAST(:by_request AS smallint[]))
                ELSE p.has_legacy END AS is_compared
    FROM by_id p
), judged AS MATERIALIZED (
    SELECT p.*, coalesce(p.shadow_at, p.real_at) AS at,
           CASE WHEN NOT p.is_compared THEN NULL
                WHEN p.shadow IS NULL OR NOT p.shadow_is_in THEN 'extra'
                WHEN p.charges = 0 OR NOT p.real_is_in THEN 'missing'
                WHEN p.shadow <> p.charged OR p.charges > 1 THEN 'differs' END AS kind,
           CASE WHEN p.is_compared THEN coalesce(p.shadow, 0) - p.charged ELSE 0 END AS off_by
    FROM pair p WHERE p.shadow_is_in OR p.real_is_in
), difference AS (
    INSERT INTO shadow_difference (run_id, user_id, request_id, credit_type_id, kind, reason, occurred_at, model, shadow_millicredits, real_millicredits, charges, off_by_millicredits, event_id, charged_at)
    SELECT :run_id, j.user_id, j.request_id, j.credit_type_id, j.kind,
           CASE WHEN j.charges > 1 THEN 'duplicate'
                WHEN j.kind = 'differs' THEN 'unexplained' -- as yet: explain-differences
                WHEN j.shadow IS NOT NULL AND j.real IS NOT NULL THEN 'late'
                WHEN j.kind = 'missing' THEN 'not-charged'
                WHEN NOT EXISTS (SELECT FROM customer c WHERE c.user_id = j.user_id) THEN 'unknown-user'
                ELSE 'not-recorded' END, j.at, j.model, j.shadow, j.real, j.charges, j.off_by, j.event_id, j.real_at
    FROM judged j WHERE j.kind IS NOT NULL
), line_of_sum AS (
    SELECT j.user_id, (j.at AT TIME ZONE 'UTC')::date AS day, coalesce(j.model, '') AS model, j.credit_type_id,
           CASE WHEN j.shadow IS NULL AND NOT j.is_compared THEN 0 ELSE 1 END AS requests, j.is_compared::integer AS compared, (j.kind IS NOT NULL)::integer AS differing,
           CASE WHEN j.is_compared AND j.shadow_is_in THEN j.shadow ELSE 0 END AS shadow,
           CASE WHEN j.is_compared AND j.real_is_in THEN j.charged ELSE 0 END AS real, abs(j.off_by) AS off_by,
           CASE WHEN j.shadow_is_in AND j.credit_type_id = ANY (CAST(:known AS smallint[])) AND (j.has_legacy OR NOT j.is_bursars) THEN j.shadow ELSE 0 END AS v2, coalesce(j.legacy, 0) AS legacy
    FROM judged j
    UNION ALL
    SELECT l.user_id, (l.occurred_at AT TIME ZONE 'UTC')::date, coalesce(l.model, ''), l.credit_type_id, 0, 0, 0, 0, 0, 0, 0, l.legacy_millicredits
    FROM line l WHERE l.bucket = :bucket AND l.request_id IS NULL AND l.occurred_at >= :from_at AND l.occurred_at < :to_at
)
INSERT INTO shadow_sum AS s (run_id, dimension, name, credit_type_id, requests, compared, differing, shadow_millicredits, real_millicredits,
                             off_by_millicredits, v2_millicredits, legacy_millicredits)
SELECT :run_id, CASE WHEN l.user_id IS NOT NULL THEN 'user' WHEN l.day IS NOT NULL THEN 'day' ELSE 'model' END,
       coalesce(l.user_id, l.day::text, l.model), l.credit_type_id,
       sum(l.requests), sum(l.compared), sum(l.differing), sum(l.shadow), sum(l.real), sum(l.off_by), sum(l.v2), sum(l.legacy)
FROM line_of_sum l
GROUP BY l.credit_type_id, GROUPING SETS ((l.user_id), (l.day), (l.model))
ON CONFLICT ON CONSTRAINT shadow_sum_pk DO UPDATE
SET requests = s.requests + excluded.requests, compared = s.compared + excluded.compared, differing = s.differing + excluded.differing,
    shadow_millicredits = s.shadow_millicredits + excluded.shadow_millicredits, real_millicredits = s.real_millicredits + excluded.real_millicredits,
    off_by_millicredits = s.off_by_millicredits + excluded.off_by_millicredits, v2_millicredits = s.v2_millicredits + excluded.v2_millicredits,
    legacy_millicredits = s.legacy_millicredits + excluded.legacy_millicredits
