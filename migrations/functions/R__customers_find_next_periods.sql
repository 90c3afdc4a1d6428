-- For each customer and the instant up to which its periods are known (cursor): the period that comes next, and the
-- subscription change under which it opens. No row where the subscription is canceled for good, or there is none.
--
--   cursor        where the last period ended; -infinity before the first
--   known_from    the period may be opened from here on: its own start, or the day the subscription (re)started inside it
--   resumed       the subscription was canceled at the cursor: nothing is carried over into this period
--   closing_plan  the plan in force just before the cursor, under whose terms the last period is closed
--
-- This is the one place that says when periods are. They depend on the subscription alone, so all of a user's accounts
-- share them, whichever of them is opened when.
CREATE OR REPLACE FUNCTION next_periods(customer_ids bigint[], cursors timestamptz[])
RETURNS TABLE (ordinal bigint, change_id bigint, plan_id smallint, closing_plan_id smallint, zone text,
               period_start timestamptz, period_end timestamptz, known_from timestamptz, resumed boolean)
LANGUAGE sql STABLE AS $$
    WITH asked AS (
        SELECT a.ordinal, a.customer_id, a.cursor,
               CASE WHEN a.cursor > '-infinity' THEN a.cursor -- before the first period: what is in force where it may begin
                    ELSE (SELECT s.allocate_from::timestamp AT TIME ZONE s.zone FROM subscription_change s
                          WHERE s.customer_id = a.customer_id AND s.voided_at IS NULL ORDER BY s.effective_at, s.id LIMIT 1) END AS asked_at
        FROM unnest(customer_ids, cursors) WITH ORDINALITY AS a (customer_id, cursor, ordinal)
    ), current AS MATERIALIZED ( -- what was in force at the cursor
        SELECT a.ordinal, a.customer_id, a.cursor, a.asked_at, f.id, f.plan_id, f.status, f.effective_at, f.cycle, f.anchor_date, f.zone, f.allocate_from
        FROM asked a
        LEFT JOIN LATERAL (
            SELECT s.* FROM subscription_change s
            WHERE s.customer_id = a.customer_id AND s.voided_at IS NULL AND s.effective_at <= a.asked_at
            ORDER BY s.effective_at DESC, s.id DESC LIMIT 1) AS f ON true
    ), chosen AS MATERIALIZED ( -- or the first later change that is active
        SELECT c.ordinal, c.customer_id, c.cursor, c.id, c.plan_id, c.effective_at, '-infinity'::timestamptz AS resumed_at,
               CASE c.cycle WHEN 'calendar' THEN 1 ELSE extract(day FROM c.anchor_date)::integer END AS anchor_day, c.zone, c.allocate_from
        FROM current c WHERE c.status = 'active'
        UNION ALL
        SELECT c.ordinal, c.customer_id, c.cursor, r.id, r.plan_id, r.effective_at, r.effective_at,
               CASE r.cycle WHEN 'calendar' THEN 1 ELSE extract(day FROM r.anchor_date)::integer END, r.zone, r.allocate_from
        FROM current c
        CROSS JOIN LATERAL (
            SELECT s.* FROM subscription_change s
            WHERE s.customer_id = c.customer_id AND s.voided_at IS NULL AND s.effective_at > c.asked_at AND s.status = 'active'
            ORDER BY s.effective_at, s.id LIMIT 1) AS r
        WHERE c.status IS DISTINCT FROM 'active'
    ), grid AS MATERIALIZED ( -- few distinct ones: the calendar is asked once for each
        SELECT p.*, period_end_after(p.period_start, p.anchor_day, p.zone) AS period_end
        FROM (SELECT b.*, CASE WHEN b.begins_at > b.cursor THEN greatest(b.cursor, period_start_of(b.begins_at, b.anchor_day, b.zone))
                               ELSE b.cursor END AS period_start
              FROM (SELECT d.*, greatest(d.resumed_at, d.allocate_from::timestamp AT TIME ZONE d.zone) AS begins_at
                    FROM (SELECT DISTINCT cursor, anchor_day, zone, resumed_at, allocate_from FROM chosen) AS d OFFSET 0) AS b OFFSET 0) AS p
    )
    SELECT c.ordinal, c.id, c.plan_id,
           CASE WHEN c.effective_at < c.cursor THEN c.plan_id
                ELSE (SELECT s.plan_id FROM subscription_change s
                      WHERE s.customer_id = c.customer_id AND s.voided_at IS NULL AND s.effective_at < c.cursor
                      ORDER BY s.effective_at DESC, s.id DESC LIMIT 1) END,
           c.zone, g.period_start, g.period_end, greatest(g.period_start, g.begins_at), c.resumed_at > '-infinity'
    FROM chosen c
    JOIN grid g ON g.cursor = c.cursor AND g.anchor_day = c.anchor_day AND g.zone = c.zone AND g.resumed_at = c.resumed_at AND g.allocate_from = c.allocate_from
$$;
