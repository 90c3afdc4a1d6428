-- Cuts the ids of a span into intervals of about the same length: at most `most` of them, fewer where they would be shorter than
-- `shortest`. No row for a span of nothing: NULLs, or an end before its beginning.
CREATE OR REPLACE FUNCTION cut_evenly(span_first bigint, span_last bigint, most integer, shortest integer)
RETURNS TABLE (number integer, first_id bigint, last_id bigint) LANGUAGE sql IMMUTABLE AS $$
    SELECT n, span_first + (span_last - span_first + 1) * (n - 1) / p.parts, span_first + (span_last - span_first + 1) * n / p.parts - 1
    FROM (SELECT least(most, ceil((span_last - span_first + 1) / CAST(shortest AS numeric)))::integer AS parts) AS p
    CROSS JOIN LATERAL generate_series(1, p.parts) AS n
    WHERE span_first <= span_last
$$;
