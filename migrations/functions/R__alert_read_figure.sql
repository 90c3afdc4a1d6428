-- The rows of a query that stands in an alert file, each as a JSON array of its columns, whose names may repeat; at most 101.
-- The query is opened as a cursor: it can be one query only, and end no transaction. The caller has made that read-only.
CREATE OR REPLACE FUNCTION alert_figure(query text, span interval) RETURNS SETOF json LANGUAGE plpgsql AS $$
DECLARE
    line  record;
    count integer := 0;
BEGIN
    FOR line IN EXECUTE query USING span LOOP
        RETURN NEXT (SELECT coalesce(json_agg(c.value ORDER BY c.place), '[]') FROM json_each(row_to_json(line)) WITH ORDINALITY AS c (name, value, place));
        count := count + 1;
        EXIT WHEN count > 100;
    END LOOP;
END
$$;
