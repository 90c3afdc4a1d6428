-- Whether any session of this database holds the advisory lock of that name; looking does not take it.
CREATE OR REPLACE FUNCTION lock_is_held(name text) RETURNS boolean LANGUAGE sql VOLATILE AS $$
    SELECT EXISTS (SELECT FROM pg_locks l
                   WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                     AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
                     AND (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended(name, 0))
$$;
