-- An amount rounded up to a granularity, and at least the least.
CREATE OR REPLACE FUNCTION ceil_to(amount numeric, granularity bigint, least_amount numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT greatest(ceil(amount) + mod(granularity - mod(ceil(amount), granularity), granularity), least_amount)
$$;
