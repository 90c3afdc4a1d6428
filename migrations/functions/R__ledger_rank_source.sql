-- The consumption priority of a lot by its source; lower is consumed first.
CREATE OR REPLACE FUNCTION lot_priority(source lot_source) RETURNS smallint LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE source WHEN 'allowance' THEN 10 WHEN 'bonus' THEN 20 WHEN 'migration' THEN 30 WHEN 'adjustment' THEN 40 ELSE 50 END::smallint
$$;
