-- The seam of a legacy row: what the row says, else what the operator said, else what the user has from an earlier source, else the
-- moment at which the source was read.
CREATE OR REPLACE FUNCTION legacy_seam(of_row timestamptz, asked text, of_customer timestamptz, of_source timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(of_row, CASE WHEN asked = '' THEN of_customer END, of_source)
$$;
