-- A user's place in a rollout, from 0 to 9999: the first 32 bits of SHA-256 of flag and user, which no version of PostgreSQL and
-- no machine reckons otherwise.
CREATE OR REPLACE FUNCTION rollout_place(flag text, user_id text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (('x' || substr(encode(sha256(convert_to(flag || ':' || user_id, 'UTF8')), 'hex'), 1, 8))::bit(32)::bigint & 4294967295) % 10000
$$;
