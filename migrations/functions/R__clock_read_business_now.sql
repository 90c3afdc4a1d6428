-- Business time: the owner's bursar.clock where it is set, else the server's clock. It governs what is due, priced and
-- dated; created_at, leases and heartbeats use the server's clock always.
-- It names the schema, so that views that call it answer readers with any search_path.
CREATE OR REPLACE FUNCTION business_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT coalesce(bursar.setting('clock')::timestamptz, statement_timestamp())
$$;
