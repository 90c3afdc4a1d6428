-- A change with what is said of it put in its place; NULL leaves a thing as it is.
CREATE OR REPLACE FUNCTION restate_change(change subscription_change, plan_id smallint, cycle text, anchor_date date, status text, allocate_from date, zone text)
RETURNS subscription_change LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    change.plan_id := coalesce(restate_change.plan_id, change.plan_id);
    change.cycle := coalesce(restate_change.cycle, change.cycle);
    change.anchor_date := coalesce(restate_change.anchor_date, change.anchor_date);
    change.status := coalesce(restate_change.status, change.status);
    change.allocate_from := coalesce(restate_change.allocate_from, change.allocate_from);
    change.zone := coalesce(restate_change.zone, change.zone);
    RETURN change;
END
$$;
