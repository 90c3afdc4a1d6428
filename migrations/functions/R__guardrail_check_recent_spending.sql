-- The look at spending that nodes take every minute: from where the last one ended, whoever took it, also after an outage. No row where
-- one was taken within the last half of a minute or is being taken. It reaches back ten minutes before the last look, for charges
-- whose transactions were open meanwhile.
CREATE OR REPLACE FUNCTION check_recent_spending() RETURNS TABLE (accounts bigint, opened bigint, frozen bigint) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    begun  timestamptz := statement_timestamp();
    before timestamptz;
BEGIN
    SELECT l.looked_at INTO before FROM spending_look l WHERE l.looked_at < begun - interval '30 seconds' FOR UPDATE SKIP LOCKED;
    IF FOUND THEN
        RETURN QUERY SELECT c.accounts, c.opened, c.frozen FROM check_spending(before - interval '10 minutes') c;
        UPDATE spending_look SET looked_at = begun;
    END IF;
END
$$;
