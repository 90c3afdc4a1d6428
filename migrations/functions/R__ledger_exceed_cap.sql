-- The first cap that a charge of an account would exceed: per request, per rolling 60 minutes before it, per UTC day; NULL where
-- it stays within them all. Reaching a cap is within it. What counts is what was charged for the same action, refunded or not.
-- An account's own caps stand in for the catalogue's.
CREATE OR REPLACE FUNCTION exceeded_cap(account_id bigint, action text, version_id integer, at timestamptz, amount bigint,
    OUT cap text, OUT cap_millicredits bigint, OUT used_millicredits bigint) LANGUAGE plpgsql STABLE AS $$
DECLARE
    caps record;
BEGIN
    SELECT a.withdrawn, a.cap_request_millicredits AS request, a.cap_session_millicredits AS session, a.cap_day_millicredits AS day INTO caps
    FROM account_cap a WHERE a.account_id = exceeded_cap.account_id AND a.action = exceeded_cap.action AND a.effective_at <= at
    ORDER BY a.effective_at DESC, a.id DESC LIMIT 1;
    IF NOT FOUND OR caps.withdrawn THEN
        SELECT p.cap_request_millicredits AS request, p.cap_session_millicredits AS session, p.cap_day_millicredits AS day INTO caps
        FROM catalogue_price p JOIN account a ON a.id = exceeded_cap.account_id AND a.credit_type_id = p.credit_type_id
        WHERE p.version_id = exceeded_cap.version_id AND p.action = exceeded_cap.action;
        IF NOT FOUND THEN
            RETURN;
        END IF;
    END IF;
    IF amount > caps.request THEN
        cap := 'request'; cap_millicredits := caps.request; used_millicredits := 0;
        RETURN;
    END IF;
    IF caps.session IS NOT NULL THEN
        SELECT coalesce(sum(u.charged_millicredits), 0) INTO used_millicredits FROM usage_event u
        WHERE u.account_id = exceeded_cap.account_id AND u.action = exceeded_cap.action
          AND u.occurred_at > at - interval '60 minutes' AND u.occurred_at <= at;
        IF used_millicredits::numeric + amount > caps.session THEN
            cap := 'session'; cap_millicredits := caps.session;
            RETURN;
        END IF;
    END IF;
    IF caps.day IS NOT NULL THEN
        SELECT coalesce(sum(u.charged_millicredits), 0) INTO used_millicredits FROM usage_event u
        WHERE u.account_id = exceeded_cap.account_id AND u.action = exceeded_cap.action
          AND u.occurred_at >= date_trunc('day', at, 'UTC') AND u.occurred_at < date_trunc('day', at, 'UTC') + interval '24 hours';
        IF used_millicredits::numeric + amount > caps.day THEN
            cap := 'day'; cap_millicredits := caps.day;
        END IF;
    END IF;
END
$$;
