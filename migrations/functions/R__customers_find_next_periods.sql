-- For each customer and the instant up to which its periods are known (cursor): the period that comes next, and the
-- subscription change under which it opens. No row where the subscription is canceled for good, or there is none.
--
--   cursor        where the last period ended; -infinity before the first
--   known_from    the period may be opened from here on: its own start, or the day the subscription (re)started inside it
--   apart         it does not continue the one before: the first, or after a gap (canceled, or a later allocate_from).
--                 Nothing is carried over into it
--   closing_plan  the plan in force just before the cursor, under whose terms the last period is closed
--
-- This is the one place that says when periods are. They depend on the subscription alone, so all of a user's accounts
-- share them, whichever of them is opened when.
CREATE OR REPLACE FUNCTION next_periods(customer_ids bigint[], cursors timestamptz[])
RETURNS TABLE (ordinal bigint, change_id bigint, plan_id smallint, closing_plan_id smallint, zone text,
               period_start timestamptz, period_end timestamptz, known_from timestamptz, apart boolean)
LANGUAGE sql STABLE AS $$
    WITH current AS MATERIALIZED ( -- what was in force at the cursor, and whether it went on from there
        SELECT a.ordinal, a.customer_id, a.cursor, f.id, f.plan_id, f.effective_at, f.cycle, f.anchor_date, f.zone,
               coalesce(f.status = 'active' AND ((f.allocate_from + 2)::timestamptz <= a.cursor -- far enough for any zone
                                                 OR day_start(f.allocate_from, f.zone) <= a.cursor), false) AS goes_on
        FROM unnest(customer_ids, cursors) WITH ORDINALITY AS a (customer_id, cursor, ordinal)
        LEFT JOIN LATERAL (
            SELECT s.* FROM subscription_change s
            WHERE s.customer_id = a.customer_id AND s.voided_at IS NULL AND s.effective_at <= a.cursor AND (s.effective_at < a.cursor OR NOT s.after_opening)
            ORDER BY s.effective_at DESC, s.id DESC LIMIT 1) AS f ON true
    ), chosen AS MATERIALIZED ( -- or the first change under which a period can begin before the next change
        SELECT c.ordinal, c.customer_id, c.cursor, c.id, c.plan_id, c.effective_at, c.cursor AS begins_at,
               CASE c.cycle WHEN 'calendar' THEN 1 ELSE extract(day FROM c.anchor_date)::integer END AS anchor_day, c.zone
        FROM current c WHERE c.goes_on
        UNION ALL
        SELECT c.ordinal, c.customer_id, c.cursor, r.id, r.plan_id, r.effective_at, r.begins_at,
               CASE r.cycle WHEN 'calendar' THEN 1 ELSE extract(day FROM r.anchor_date)::integer END, r.zone
        FROM current c
        CROSS JOIN LATERAL (
            SELECT p.* FROM (SELECT s.*, greatest(c.cursor, s.effective_at, day_start(s.allocate_from, s.zone)) AS begins_at,
                                    lead(s.effective_at, 1, 'infinity') OVER w AS ends_at, lead(s.after_opening, 1, false) OVER w AS opens_first
                             FROM subscription_change s WHERE s.customer_id = c.customer_id AND s.voided_at IS NULL
                             WINDOW w AS (ORDER BY s.effective_at, s.id)) AS p
            WHERE p.status = 'active' AND (p.begins_at < p.ends_at OR p.begins_at = p.ends_at AND p.opens_first)
            ORDER BY p.effective_at, p.id LIMIT 1) AS r
        WHERE NOT c.goes_on
    ), grid AS MATERIALIZED ( -- few distinct ones: the calendar is asked once for each
        SELECT p.*, period_end_after(p.period_start, p.anchor_day, p.zone) AS period_end
        FROM (SELECT d.*, CASE WHEN d.begins_at > d.cursor THEN greatest(d.cursor, period_start_of(d.begins_at, d.anchor_day, d.zone))
                               ELSE d.cursor END AS period_start
              FROM (SELECT DISTINCT cursor, anchor_day, zone, begins_at FROM chosen) AS d OFFSET 0) AS p
    )
    SELECT c.ordinal, c.id, c.plan_id,
           CASE WHEN c.effective_at < c.cursor THEN c.plan_id
                ELSE (SELECT s.plan_id FROM subscription_change s
                      WHERE s.customer_id = c.customer_id AND s.voided_at IS NULL AND s.effective_at < c.cursor
                      ORDER BY s.effective_at DESC, s.id DESC LIMIT 1) END,
           c.zone, g.period_start, g.period_end, c.begins_at, c.begins_at > c.cursor
    FROM chosen c
    JOIN grid g ON g.cursor = c.cursor AND g.anchor_day = c.anchor_day AND g.zone = c.zone AND g.begins_at = c.begins_at
$$;
