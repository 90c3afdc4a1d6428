-- Takes back what operators' changes of a part did: each of its flags says again what the newest change says that still stands,
-- which is what stood before, or what somebody has set since; NULL where nobody had said anything. Taking it back twice does nothing.
CREATE OR REPLACE FUNCTION revert_flags(part text, reason text, OUT flag text, OUT before text, OUT value text) RETURNS SETOF record LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    FOR flag, before, value IN
        WITH standing AS (
            SELECT c.id, c.flag, c.value, c.part_of, c.effective_at FROM flag_change c
            WHERE c.source = 'operator' AND c.reverts IS NULL
              AND NOT EXISTS (SELECT FROM flag_change r WHERE r.flag = c.flag AND r.reverts = c.part_of AND r.id > c.id)
        )
        SELECT s.flag, flag_value(s.flag, business_now()),
               (SELECT n.value FROM standing n WHERE n.flag = s.flag AND n.part_of IS DISTINCT FROM part ORDER BY n.effective_at DESC, n.id DESC LIMIT 1)
        FROM standing s WHERE s.part_of = part GROUP BY s.flag ORDER BY s.flag
    LOOP
        INSERT INTO flag_change (flag, value, source, effective_at, actor, reason, reverts)
        VALUES (flag, value, 'operator', business_now(), acting(), reason, part);
        value := flag_value(flag, business_now());
        RETURN NEXT;
    END LOOP;
END
$$;
