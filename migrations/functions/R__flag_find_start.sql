-- Since when a switch has been on without a break, as rows say; NULL where no row switched it on (a setting or the default did).
CREATE OR REPLACE FUNCTION flag_since(flag text, at timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT min(c.effective_at)
    FROM flag_change c
    WHERE c.flag = flag_since.flag AND c.effective_at <= at AND lower(c.value) IN ('true', 'on', '1', 'yes')
      AND NOT EXISTS (SELECT FROM flag_change o
                      WHERE o.flag = c.flag AND o.source = c.source AND o.effective_at <= at
                        AND (o.effective_at, o.id) > (c.effective_at, c.id) AND lower(coalesce(o.value, 'false')) NOT IN ('true', 'on', '1', 'yes'))
$$;
