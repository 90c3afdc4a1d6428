-- The last staged row of the customer whose row stands at a place.
CREATE OR REPLACE FUNCTION last_place_of(run_id bigint, place bigint) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((
        SELECT o.place - 1 FROM staged_usage o
        WHERE o.run_id = last_place_of.run_id AND o.place > last_place_of.place
          AND o.customer_id > (SELECT h.customer_id FROM staged_usage h WHERE h.run_id = last_place_of.run_id AND h.place = last_place_of.place)
        ORDER BY o.place LIMIT 1),
        (SELECT max(s.place) FROM staged_usage s WHERE s.run_id = last_place_of.run_id));
END
$$;
