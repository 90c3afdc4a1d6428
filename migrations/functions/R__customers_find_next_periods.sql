-- For each customer and the instant up to which its periods are known (cursor): the period that comes next. One row for each,
-- with NULLs where the subscription is canceled for good, or there is none.
--
--   cursor        where the last period ended; -infinity before the first
--   kind          rows of one kind are equal but for their ordinal; 0 where no period comes
--   known_from    the period may be opened from here on: its own start, or the day the subscription (re)started inside it
--   apart         it does not continue the one before: the first, or after a gap (canceled, or a later allocate_from).
--                 Nothing is carried over into it
--   closing_plan  the plan in force just before the cursor, under whose terms the last period is closed
--
-- This is the one place that says when periods are. They depend on the subscription alone, so all of a user's accounts
-- share them, whichever of them is opened when.
CREATE OR REPLACE FUNCTION next_periods(customer_ids bigint[], cursors timestamptz[])
RETURNS TABLE (ordinal bigint, kind bigint, plan_id smallint, closing_plan_id smallint, zone text,
               period_start timestamptz, period_end timestamptz, known_from timestamptz, apart boolean)
LANGUAGE sql STABLE AS $$
    WITH chosen AS MATERIALIZED ( -- the change in force at the cursor if it goes on from there, else the first under which a period can begin
        SELECT a.ordinal, a.cursor,
               CASE WHEN f.goes_on THEN f.plan_id ELSE r.plan_id END AS plan_id,
               CASE WHEN f.goes_on AND f.effective_at < a.cursor THEN f.plan_id
                    ELSE coalesce((SELECT s.plan_id FROM subscription_change s
                                   WHERE s.customer_id = a.customer_id AND s.voided_at IS NULL AND s.effective_at < a.cursor
                                   ORDER BY s.effective_at DESC, s.id DESC LIMIT 1), 0::smallint) END AS closing_plan_id,
               CASE WHEN f.goes_on THEN a.cursor ELSE r.begins_at END AS begins_at,
               CASE WHEN f.goes_on THEN f.anchor_day ELSE r.anchor_day END AS anchor_day,
               CASE WHEN f.goes_on THEN f.zone ELSE r.zone END AS zone
        FROM unnest(customer_ids, cursors) WITH ORDINALITY AS a (customer_id, cursor, ordinal)
        LEFT JOIN LATERAL (
            SELECT s.plan_id, s.effective_at, s.zone, CASE s.cycle WHEN 'calendar' THEN 1 ELSE extract(day FROM s.anchor_date)::integer END AS anchor_day,
                   s.status = 'active' AND ((s.allocate_from + 2)::timestamptz <= a.cursor -- far enough for any zone
                                            OR day_start(s.allocate_from, s.zone) <= a.cursor) AS goes_on
            FROM subscription_change s
            WHERE s.customer_id = a.customer_id AND s.voided_at IS NULL AND s.effective_at <= a.cursor AND (s.effective_at < a.cursor OR NOT s.after_opening)
            ORDER BY s.effective_at DESC, s.id DESC LIMIT 1) AS f ON true
        LEFT JOIN LATERAL (
            SELECT p.plan_id, p.begins_at, p.zone, CASE p.cycle WHEN 'calendar' THEN 1 ELSE extract(day FROM p.anchor_date)::integer END AS anchor_day
            FROM (SELECT s.*, greatest(a.cursor, s.effective_at, day_start(s.allocate_from, s.zone)) AS begins_at,
                         lead(s.effective_at, 1, 'infinity') OVER w AS ends_at, lead(s.after_opening, 1, false) OVER w AS opens_first
                  FROM subscription_change s WHERE s.customer_id = a.customer_id AND s.voided_at IS NULL
                  WINDOW w AS (ORDER BY s.effective_at, s.id)) AS p
            WHERE f.goes_on IS NOT TRUE AND p.status = 'active' AND (p.begins_at < p.ends_at OR p.begins_at = p.ends_at AND p.opens_first)
            ORDER BY p.effective_at, p.id LIMIT 1) AS r ON true
    ), kinds AS MATERIALIZED ( -- few: the calendar is asked once for each
        SELECT row_number() OVER () AS kind, p.*, period_end_after(p.period_start, p.anchor_day, p.zone) AS period_end
        FROM (SELECT d.*, CASE WHEN d.begins_at > d.cursor THEN greatest(d.cursor, period_start_of(d.begins_at, d.anchor_day, d.zone))
                               ELSE d.cursor END AS period_start
              FROM (SELECT DISTINCT cursor, plan_id, closing_plan_id, begins_at, anchor_day, zone FROM chosen WHERE begins_at IS NOT NULL) AS d OFFSET 0) AS p
    )
    SELECT c.ordinal, coalesce(k.kind, 0), k.plan_id, nullif(k.closing_plan_id, 0::smallint), k.zone, k.period_start, k.period_end, k.begins_at, k.begins_at > k.cursor
    FROM chosen c
    LEFT JOIN kinds k ON k.cursor = c.cursor AND k.plan_id = c.plan_id AND k.closing_plan_id = c.closing_plan_id
                     AND k.begins_at = c.begins_at AND k.anchor_day = c.anchor_day AND k.zone = c.zone
$$;
