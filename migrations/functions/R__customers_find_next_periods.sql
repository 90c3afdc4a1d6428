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
    ), chosen AS MATERIALIZED (
        SELECT a.ordinal, a.customer_id, a.cursor, c.id AS change_id, c.plan_id, c.zone, c.effective_at, c.resumed,
               CASE c.cycle WHEN 'calendar' THEN 1 ELSE extract(day FROM c.anchor_date)::integer END AS anchor_day,
               greatest(CASE WHEN c.resumed THEN c.effective_at END, c.allocate_from::timestamp AT TIME ZONE c.zone) AS begins_at
        FROM asked a
        CROSS JOIN LATERAL (
            SELECT f.*, false AS resumed
            FROM (SELECT * FROM subscription_change s
                  WHERE s.customer_id = a.customer_id AND s.voided_at IS NULL AND s.effective_at <= a.asked_at
                  ORDER BY s.effective_at DESC, s.id DESC LIMIT 1) AS f
            WHERE f.status = 'active'
            UNION ALL
            (SELECT s.*, true AS resumed FROM subscription_change s
             WHERE s.customer_id = a.customer_id AND s.voided_at IS NULL AND s.effective_at > a.asked_at AND s.status = 'active'
             ORDER BY s.effective_at, s.id LIMIT 1)
            LIMIT 1
        ) AS c
    ), grid AS MATERIALIZED ( -- few distinct ones: the calendar is asked once for each
        SELECT g.*, period_end_after(g.period_start, g.anchor_day, g.zone) AS period_end
        FROM (SELECT d.*, CASE WHEN d.later THEN greatest(d.cursor, period_start_of(d.begins_at, d.anchor_day, d.zone)) ELSE d.cursor END AS period_start
              FROM (SELECT DISTINCT cursor, anchor_day, zone, begins_at > cursor AS later,
                           CASE WHEN begins_at > cursor THEN begins_at ELSE '-infinity' END AS begins_at
                    FROM chosen) AS d) AS g
    )
    SELECT c.ordinal, c.change_id, c.plan_id,
           CASE WHEN c.effective_at < c.cursor THEN c.plan_id
                ELSE (SELECT s.plan_id FROM subscription_change s
                      WHERE s.customer_id = c.customer_id AND s.voided_at IS NULL AND s.effective_at < c.cursor
                      ORDER BY s.effective_at DESC, s.id DESC LIMIT 1) END,
           c.zone, g.period_start, g.period_end, greatest(g.period_start, c.begins_at), c.resumed
    FROM chosen c
    JOIN grid g ON g.cursor = c.cursor AND g.anchor_day = c.anchor_day AND g.zone = c.zone
               AND g.begins_at = CASE WHEN c.begins_at > c.cursor THEN c.begins_at ELSE '-infinity' END
$$;
