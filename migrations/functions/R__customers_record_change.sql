-- Writes one change of a subscription, under a plan and from an instant.
CREATE OR REPLACE FUNCTION record_change(change subscription_change, plan_id smallint, effective_at timestamptz) RETURNS void LANGUAGE sql VOLATILE AS $$
    INSERT INTO subscription_change (customer_id, effective_at, plan_id, status, cycle, anchor_date, zone, allocate_from, is_upgrade, after_opening, actor, reason)
    VALUES (change.customer_id, record_change.effective_at, record_change.plan_id, change.status, change.cycle, change.anchor_date, change.zone,
            change.allocate_from, change.is_upgrade, change.after_opening, acting(), change.reason)
$$;
