-- A fingerprint of what a legacy row brings: amounts, price, end of the period. Two rows with the same one are the same balance.
CREATE OR REPLACE FUNCTION legacy_content(millicredits bigint[], paid_cents bigint, period_end timestamptz) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT md5(concat_ws('|', millicredits::text, coalesce(paid_cents::text, '-'), coalesce(extract(epoch FROM period_end)::text, '-')))::uuid
$$;
