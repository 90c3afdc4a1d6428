-- change_subscription for a row of a file, from now on: what it refuses becomes the row's reason, and the other rows go on.
-- Answers the change, or NULL with the column at fault and the reason. Any other error ends the import.
CREATE OR REPLACE FUNCTION try_change_subscription(user_id text, plan text, cycle text, anchor_date date, status text, allocate_from date, zone text, reason text,
    OUT change text, OUT reject_column text, OUT reject_reason text) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    state text;
BEGIN
    change := change_subscription(user_id, plan, cycle, anchor_date, status, allocate_from, zone, NULL, reason) ->> 'change';
EXCEPTION
    WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, reject_reason = MESSAGE_TEXT;
        IF state NOT LIKE 'BU2__' AND state NOT LIKE 'BU4__' THEN
            RAISE;
        END IF;
        reject_column := CASE state WHEN 'BU201' THEN 'user_id' WHEN 'BU202' THEN 'plan' ELSE '' END;
END
$$;
