-- The sum of two objects of figures, key by key: {"read": 1} and {"read": 2, "written": 3} make {"read": 3, "written": 3}.
CREATE OR REPLACE FUNCTION add_figures(a jsonb, b jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(jsonb_object_agg(f.key, f.total), '{}')
    FROM (SELECT key, sum(value::numeric) AS total
          FROM (SELECT * FROM jsonb_each_text(a) UNION ALL SELECT * FROM jsonb_each_text(b)) AS each
          GROUP BY key) AS f
$$;
