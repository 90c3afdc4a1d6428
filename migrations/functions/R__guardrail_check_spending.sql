-- Looks at the spending of every account that something was charged to since an instant of the server's time, of today and yesterday
-- (UTC, business time), and at whatever of those days is under review:
--
--   recent average   what was charged in the 14 days before a day, over those of them on which anything was; none with fewer than 7
--   review           more was charged on the day than guardrail_review_factor times the average
--   freeze           more than guardrail_freeze_factor times
--
-- Exactly the factor is within it. What an earlier review of the day let pass counts no more: a user who was thawed is frozen again
-- only for what was charged since. One statement for all accounts; only those that stand out are touched one by one. Whoever looks,
-- resolves or thaws takes turns. A customer whose row somebody holds is left to the next look, which finds the review open.
CREATE OR REPLACE FUNCTION check_spending(written_after timestamptz, OUT accounts bigint, OUT opened bigint, OUT frozen bigint) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    now           timestamptz := business_now();
    first_day     date := (now AT TIME ZONE 'UTC')::date - 1;
    review_factor numeric := nullif(flag_value('guardrail_review_factor', now), 'off')::numeric;
    freeze_factor numeric := nullif(flag_value('guardrail_freeze_factor', now), 'off')::numeric;
    standing_out  record;
BEGIN
    LOCK TABLE spending_review IN SHARE ROW EXCLUSIVE MODE;
    WITH looked_at AS MATERIALIZED (
        SELECT e.account_id, (e.occurred_at AT TIME ZONE 'UTC')::date AS day FROM entry e
        WHERE e.type = 'deduction' AND e.created_at > written_after AND e.occurred_at >= first_day::timestamp AT TIME ZONE 'UTC'
        UNION
        SELECT r.account_id, r.day FROM spending_review r WHERE r.resolved_at IS NULL AND r.day >= first_day
    ), spent AS (
        SELECT l.account_id, l.day, s.today, s.recent, s.active,
               coalesce((SELECT max(r.charged_millicredits) FROM spending_review r
                         WHERE r.account_id = l.account_id AND r.day = l.day AND r.resolved_at IS NOT NULL), 0) AS passed
        FROM looked_at l
        CROSS JOIN LATERAL (
            SELECT sum(d.millicredits) FILTER (WHERE d.day = l.day) AS today, sum(d.millicredits) FILTER (WHERE d.day < l.day) AS recent,
                   count(*) FILTER (WHERE d.day < l.day) AS active
            FROM daily_spending(l.account_id, l.day - 14, l.day) d) AS s
    ), written AS (
        INSERT INTO spending_review AS r (account_id, day, charged_millicredits, passed_millicredits, recent_millicredits, active_days)
        SELECT s.account_id, s.day, s.today, s.passed, s.recent, s.active FROM spent s
        -- products, not quotients: exactly the factor must not depend on a digit that was rounded
        WHERE s.active >= 7 AND (s.today - s.passed) * s.active > least(review_factor, freeze_factor) * s.recent
        ORDER BY s.account_id, s.day
        ON CONFLICT (account_id, day) WHERE resolved_at IS NULL DO UPDATE
        SET charged_millicredits = excluded.charged_millicredits, recent_millicredits = excluded.recent_millicredits,
            active_days = excluded.active_days, seen_at = statement_timestamp()
        RETURNING r.xmax = 0 AS is_new
    )
    SELECT (SELECT count(DISTINCT l.account_id) FROM looked_at l), (SELECT count(*) FROM written w WHERE w.is_new) INTO accounts, opened;
    frozen := 0;
    FOR standing_out IN
        SELECT r.id, c.id AS customer_id FROM spending_review r JOIN account a ON a.id = r.account_id JOIN customer c ON c.id = a.customer_id
        WHERE r.resolved_at IS NULL AND r.day >= first_day AND c.frozen_at IS NULL
          AND (r.charged_millicredits - r.passed_millicredits)::numeric * r.active_days > freeze_factor * r.recent_millicredits
        ORDER BY c.id, r.id FOR NO KEY UPDATE OF c SKIP LOCKED
    LOOP
        IF freeze_customer(standing_out.customer_id, format('charged more than %s times the recent average in a day (review %s)',
                trim_scale(freeze_factor), standing_out.id), standing_out.id) THEN
            UPDATE spending_review r SET frozen = true WHERE r.id = standing_out.id;
            frozen := frozen + 1;
        END IF;
    END LOOP;
END
$$;
