-- The flag by which the rollout of a system (billing, shobeis, credits_v2) has come to a customer; NULL where it has not. A user's
-- place between 0 and 100 % is a hash of the flag and the user: it never changes, so whoever is in at 5 % is in at 25 %, and
-- each system lets in others first.
CREATE OR REPLACE FUNCTION rolled_out_by(terms charging_terms, user_id text, created_at timestamptz) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    flag text := terms.system || '_rollout_percentage';
BEGIN
    IF terms.percentage >= 100 OR rollout_place(flag, user_id) < terms.percentage * 100 THEN
        RETURN flag;
    END IF;
    RETURN CASE WHEN created_at >= terms.signups_from THEN terms.system || '_new_signups_first' END;
END
$$;
