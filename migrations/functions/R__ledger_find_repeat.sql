-- The place of the first request whose key an earlier one of the same array has; NULL where there is none.
CREATE OR REPLACE FUNCTION first_repeat(requests charge_request[]) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF cardinality(requests) <= 1 THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT min(x.place)
            FROM (SELECT r.ordinality AS place, row_number() OVER (PARTITION BY r.request_id ORDER BY r.ordinality) AS nth FROM unnest(requests) WITH ORDINALITY r) AS x
            WHERE x.nth > 1);
END
$$;
