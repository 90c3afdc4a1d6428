-- The caps of an action that hold for an account at an instant: its own where somebody set some and has not withdrawn them, else
-- those of a catalogue version. NULL for an amount: no cap of that kind. account_id may be NULL: a user who has no account yet.
-- own says whether they are the account's; then who set them, when and why are known.
CREATE OR REPLACE FUNCTION caps_in_force(account_id bigint, action text, version_id integer, at timestamptz,
    OUT request_millicredits bigint, OUT session_millicredits bigint, OUT day_millicredits bigint,
    OUT own boolean, OUT set_by text, OUT set_at timestamptz, OUT reason text) LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT NOT a.withdrawn, a.cap_request_millicredits, a.cap_session_millicredits, a.cap_day_millicredits, a.actor, a.effective_at, a.reason
    INTO own, request_millicredits, session_millicredits, day_millicredits, set_by, set_at, reason
    FROM account_cap a WHERE a.account_id = caps_in_force.account_id AND a.action = caps_in_force.action AND a.effective_at <= at
    ORDER BY a.effective_at DESC, a.id DESC LIMIT 1;
    IF own IS NOT TRUE THEN
        SELECT p.cap_request_millicredits, p.cap_session_millicredits, p.cap_day_millicredits, NULL, NULL, NULL
        INTO request_millicredits, session_millicredits, day_millicredits, set_by, set_at, reason
        FROM catalogue_price p WHERE p.version_id = caps_in_force.version_id AND p.action = caps_in_force.action;
        own := false;
    END IF;
END
$$;
