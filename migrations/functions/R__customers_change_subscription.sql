-- Records a change of a user's subscription; NULL leaves a thing as it is. It decides when the change takes effect:
--
--   first subscription   from the beginning; allocate_from says which period is the first
--   upgrade              (any allowance rises) at once, with its credits for the rest of the period
--   cancellation         at once: no further period opens
--   other plan           with the next period
--   cycle, anchor, zone  at once; the open period stays as it is, the next one follows the new grid
--
-- Of what waits for a later time, only what is said now is replaced: a new zone leaves a waiting downgrade as it is. A
-- cancellation takes back everything that waits. Nothing is changed back beyond the open period.
CREATE OR REPLACE FUNCTION change_subscription(user_id text, plan text, cycle text, anchor_date date, status text, allocate_from date, zone text,
    effective_at timestamptz, reason text) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = bursar, pg_temp AS $$
DECLARE
    now      timestamptz := business_now();
    from_at  timestamptz := coalesce(effective_at, now);
    subject  bigint := customer_of(user_id);
    said_plan smallint := plan_of(plan);
    current  subscription_change;
    latest   subscription_change;
    wanted   subscription_change;
    waiting  subscription_change[]; -- recorded for later
    previous subscription_change;
    planned  subscription_change;
    passed   boolean := false; -- in the order of time, what is said now
    kind     text;
    starts_over  boolean; -- another allocate_from before anything was opened: as if nothing had been said before
    running_end  timestamptz; -- of the period that contains from_at
    opens_then   boolean; -- that period opens at this very instant: open already if the instant is now, still to be opened if it is to come
    changes_plan boolean;
BEGIN
    PERFORM check_subscription(cycle, status, zone);
    PERFORM share_open_days();
    PERFORM FROM customer c WHERE c.id = subject FOR NO KEY UPDATE;
    SELECT s.* INTO current FROM subscription_change s WHERE s.customer_id = subject AND s.voided_at IS NULL AND s.effective_at <= from_at
    ORDER BY s.effective_at DESC, s.id DESC LIMIT 1;
    SELECT s.* INTO latest FROM subscription_change s WHERE s.customer_id = subject AND s.voided_at IS NULL ORDER BY s.effective_at DESC, s.id DESC LIMIT 1;
    wanted := current;
    wanted.customer_id := subject;
    previous := current;
    wanted.plan_id := coalesce(said_plan, current.plan_id);
    wanted.status := coalesce(status, current.status, 'active');
    wanted.cycle := coalesce(cycle, current.cycle, 'calendar');
    wanted.zone := coalesce(zone, current.zone, 'UTC');
    wanted.anchor_date := coalesce(anchor_date, current.anchor_date, (from_at AT TIME ZONE wanted.zone)::date);
    wanted.allocate_from := coalesce(allocate_from, current.allocate_from, (from_at AT TIME ZONE wanted.zone)::date);
    wanted.reason := change_subscription.reason;
    IF wanted.plan_id IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'BU406', MESSAGE = format('user %L has no subscription', user_id),
            HINT = 'Give it a plan: bursar subscription set USER --plan PLAN.';
    END IF;
    starts_over := coalesce(wanted.allocate_from <> current.allocate_from, false)
        AND NOT EXISTS (SELECT FROM account a JOIN period p ON p.account_id = a.id WHERE a.customer_id = subject);
    IF NOT starts_over THEN
        running_end := (SELECT p.period_end FROM scheduled_period(subject, from_at) p);
        opens_then := running_end IS DISTINCT FROM (SELECT p.period_end FROM scheduled_period(subject, from_at - interval '1 microsecond') p);
    END IF;
    changes_plan := running_end IS NOT NULL AND NOT (opens_then AND from_at > now) AND wanted.plan_id <> current.plan_id;
    wanted.is_upgrade := changes_plan AND wanted.status = 'active'
        AND has_higher_allowance(wanted.plan_id, current.plan_id, catalogue_version_at(from_at));
    wanted.effective_at := CASE WHEN changes_plan AND NOT wanted.is_upgrade THEN running_end ELSE from_at END;
    waiting := ARRAY(SELECT s FROM subscription_change s WHERE s.customer_id = subject AND s.voided_at IS NULL AND s.effective_at > from_at
                     ORDER BY s.effective_at, s.id);
    -- what is recorded for later is the same only if this would not come sooner
    IF same_subscription(wanted, latest) AND latest.effective_at <= (CASE WHEN wanted.status = current.status THEN wanted.effective_at ELSE from_at END)
       OR same_subscription(wanted, current) AND NOT EXISTS (
           SELECT FROM unnest(waiting) AS w
           WHERE change_subscription.status = 'canceled'
              OR NOT same_subscription(w, restate_change(w, said_plan, change_subscription.cycle, change_subscription.anchor_date, change_subscription.status,
                                                         change_subscription.allocate_from, change_subscription.zone))) THEN
        RETURN jsonb_build_object('change', 'unchanged', 'grantedMillicredits', '{}'::jsonb);
    ELSIF EXISTS (SELECT FROM account a JOIN period p ON p.account_id = a.id WHERE a.customer_id = subject AND p.period_start > from_at) THEN
        RAISE EXCEPTION USING ERRCODE = 'BU404', MESSAGE = format('a change from %s would reach back beyond the open period of user %L', iso_instant(from_at), user_id),
            HINT = 'Nothing was changed. Choose a date within the open period: bursar subscription show USER.';
    END IF;

    IF current.id IS NOT NULL AND NOT starts_over THEN -- what fell due before the change is booked before it, as if the job had come first
        PERFORM ready_customer(subject, least(now, coalesce(running_end - interval '1 microsecond', from_at)));
    END IF;
    UPDATE subscription_change s SET voided_at = statement_timestamp()
    WHERE s.customer_id = subject AND s.voided_at IS NULL AND (s.effective_at > from_at OR starts_over);
    waiting := CASE WHEN starts_over OR change_subscription.status = 'canceled' THEN '{}'
                    ELSE ARRAY(SELECT s FROM subscription_change s WHERE s.id IN (SELECT w.id FROM unnest(waiting) AS w) ORDER BY s.effective_at, s.id) END;
    kind := CASE WHEN current.id IS NULL THEN 'started'
                 WHEN current.status = 'active' AND wanted.status = 'canceled' THEN 'canceled'
                 WHEN current.status = 'canceled' AND wanted.status = 'active' THEN 'resumed'
                 WHEN wanted.is_upgrade THEN 'upgraded'
                 WHEN changes_plan OR from_at > now AND wanted.plan_id <> current.plan_id THEN 'scheduled' ELSE 'updated' END;
    IF NOT EXISTS (SELECT FROM subscription_change s WHERE s.customer_id = subject AND s.voided_at IS NULL) THEN
        wanted.effective_at := '-infinity';
    ELSIF wanted.effective_at > from_at AND wanted.status <> current.status THEN -- the status changes at once, the plan with the next period
        wanted.after_opening := opens_then AND from_at <= now;
        PERFORM record_change(wanted, current.plan_id, from_at);
        previous := wanted;
        previous.plan_id := current.plan_id;
    END IF;
    wanted.after_opening := coalesce(opens_then AND running_end IS NOT NULL AND from_at <= now AND wanted.effective_at = from_at, false);
    IF wanted.effective_at > from_at THEN -- beside what waits until then
        SELECT w.* INTO planned FROM unnest(waiting) AS w WHERE w.effective_at <= wanted.effective_at ORDER BY w.effective_at DESC, w.id DESC LIMIT 1;
        IF FOUND THEN
            planned := restate_change(planned, wanted.plan_id, cycle, anchor_date, status, allocate_from, zone);
            planned.effective_at := wanted.effective_at;
            planned.reason := wanted.reason;
            wanted := planned;
        END IF;
    END IF;
    PERFORM record_change(wanted, wanted.plan_id, wanted.effective_at);
    FOREACH planned IN ARRAY waiting LOOP -- what waits goes on waiting, but for what is said now
        IF planned.effective_at >= wanted.effective_at AND NOT passed THEN
            previous := wanted;
            passed := true;
        END IF;
        planned := restate_change(planned, CASE WHEN said_plan IS NOT NULL AND planned.effective_at < wanted.effective_at THEN current.plan_id ELSE said_plan END,
            cycle, anchor_date, status, allocate_from, zone);
        IF NOT same_subscription(planned, previous) THEN
            planned.is_upgrade := planned.is_upgrade AND said_plan IS NULL AND planned.granted_at IS NULL;
            PERFORM record_change(planned, planned.plan_id, planned.effective_at);
            previous := planned;
        END IF;
    END LOOP;
    PERFORM FROM account a WHERE a.customer_id = subject ORDER BY a.id FOR UPDATE;
    UPDATE account a SET next_due_at = '-infinity' WHERE a.customer_id = subject;
    UPDATE customer c SET next_upgrade_at = (SELECT min(s.effective_at) FROM subscription_change s
        WHERE s.customer_id = subject AND s.is_upgrade AND s.granted_at IS NULL AND s.voided_at IS NULL) WHERE c.id = subject;
    RETURN jsonb_build_object('change', kind, 'effectiveAt', CASE WHEN isfinite(wanted.effective_at) THEN iso_instant(wanted.effective_at) END,
        'grantedMillicredits', CASE WHEN wanted.is_upgrade AND wanted.effective_at <= now THEN (SELECT g.upgrades FROM grant_due_upgrades(subject, now) g) ELSE '{}'::jsonb END);
END
$$;
