-- Every transaction that writes entries shares this lock until it ends; closing a day takes it alone. So a day is never
-- closed while an entry for it is on its way. It comes before any other lock: whoever waits for the closing of a day holds nobody up.
CREATE OR REPLACE FUNCTION share_open_days() RETURNS void LANGUAGE sql VOLATILE AS $$
    SELECT pg_advisory_xact_lock_shared(hashtextextended('bursar.closing-of-days', 0))
$$;
