-- The first cap that a charge of an account would exceed: per request, per rolling 60 minutes before it, per UTC day; NULL where
-- it stays within them all. Reaching a cap is within it. What counts is what was charged for the same action, refunded or not:
-- what is written, and what is decided and not yet written (taken_…, one element a charge of this account).
CREATE OR REPLACE FUNCTION exceeded_cap(account_id bigint, action text, version_id integer, at timestamptz, amount bigint,
    taken_actions text[], taken_ats timestamptz[], taken_millicredits bigint[],
    OUT cap text, OUT cap_millicredits bigint, OUT used_millicredits numeric) LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan -- asked for one request after the other: planning would take longer than the answer
AS $$
DECLARE
    caps record;
    caps_day timestamptz := date_trunc('day', at, 'UTC');
BEGIN
    caps := caps_in_force(account_id, action, version_id, at);
    IF amount > caps.request_millicredits THEN
        cap := 'request'; cap_millicredits := caps.request_millicredits; used_millicredits := 0;
        RETURN;
    END IF;
    IF caps.session_millicredits IS NULL AND caps.day_millicredits IS NULL THEN
        RETURN;
    END IF;
    WITH use AS (
        SELECT u.occurred_at, u.charged_millicredits AS charged FROM usage_event u
        WHERE u.account_id = exceeded_cap.account_id AND u.action = exceeded_cap.action
          AND u.occurred_at >= least(caps_day, at - interval '60 minutes') AND u.occurred_at < greatest(caps_day + interval '24 hours', at + interval '1 microsecond')
        UNION ALL
        SELECT t.at, t.amount FROM unnest(taken_actions, taken_ats, taken_millicredits) AS t (action, at, amount) WHERE t.action = exceeded_cap.action
    ), used AS (
        SELECT coalesce(sum(u.charged) FILTER (WHERE u.occurred_at > exceeded_cap.at - interval '60 minutes' AND u.occurred_at <= exceeded_cap.at), 0) AS session,
               coalesce(sum(u.charged) FILTER (WHERE u.occurred_at >= caps_day AND u.occurred_at < caps_day + interval '24 hours'), 0) AS day
        FROM use u
    )
    SELECT CASE WHEN u.session + amount > caps.session_millicredits THEN 'session' WHEN u.day + amount > caps.day_millicredits THEN 'day' END,
           CASE WHEN u.session + amount > caps.session_millicredits THEN caps.session_millicredits ELSE caps.day_millicredits END,
           CASE WHEN u.session + amount > caps.session_millicredits THEN u.session ELSE u.day END
    INTO cap, cap_millicredits, used_millicredits FROM used u;
END
$$;
