-- An amount rounded up to a granularity, and at least the least. Written so that the planner can put it in place of its call: the amount
-- is named once.
CREATE OR REPLACE FUNCTION ceil_to(amount numeric, granularity bigint, least_amount numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT greatest(div(ceil(amount) + granularity - 1, granularity) * granularity, least_amount)
$$;
