-- Whether two states of a subscription say the same.
CREATE OR REPLACE FUNCTION same_subscription(one subscription_change, other subscription_change) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT (one.plan_id, one.status, one.cycle, one.anchor_date, one.zone, one.allocate_from)
         = (other.plan_id, other.status, other.cycle, other.anchor_date, other.zone, other.allocate_from)
$$;
