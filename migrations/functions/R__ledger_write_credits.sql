-- Millicredits in credits, as people read them: 9,990 or -0.5. For sentences; answers have numbers.
CREATE OR REPLACE FUNCTION credits_text(millicredits numeric) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT rtrim(to_char(millicredits / 1000, 'FM999,999,999,999,999,999,990.999'), '.')
$$;
