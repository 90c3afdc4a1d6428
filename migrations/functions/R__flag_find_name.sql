-- Whether a list, separated by commas, names somebody (or something).
CREATE OR REPLACE FUNCTION list_names(list text, name text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT list <> '' AND name = ANY (regexp_split_to_array(btrim(list, E' \t\r\n'), '\s*,\s*'))
$$;
