-- A flag's value at an instant: session setting of the owner, else what a node published from its environment, else what an
-- operator set, else the default. Of the last two, the newest that was in force at the instant.
CREATE OR REPLACE FUNCTION flag_value(flag text, at timestamptz) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    answer text := setting(flag_value.flag);
BEGIN
    IF answer IS NOT NULL THEN
        RETURN answer;
    END IF;
    SELECT latest.value INTO answer
    FROM (VALUES ('environment'), ('operator')) AS source (name)
    CROSS JOIN LATERAL (
        SELECT c.value FROM flag_change c
        WHERE c.flag = flag_value.flag AND c.source = source.name AND c.effective_at <= at
        ORDER BY c.effective_at DESC, c.id DESC LIMIT 1) AS latest
    WHERE latest.value IS NOT NULL
    ORDER BY source.name = 'environment' DESC LIMIT 1;
    RETURN coalesce(answer, (SELECT f.default_value FROM flag f WHERE f.code = flag_value.flag));
END
$$;
