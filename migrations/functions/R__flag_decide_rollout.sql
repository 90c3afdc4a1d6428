-- The flag by which the rollout of a system (billing, shobeis, credits_v2) has come to a customer at an instant; NULL where it has
-- not. A user's place between 0 and 100 % is a hash of the flag and the user: it never changes, so whoever is in at 5 % is in at
-- 25 %, and each system lets in others first.
CREATE OR REPLACE FUNCTION rolled_out_by(system text, customer customer, at timestamptz) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    flag       text    := system || '_rollout_percentage';
    percentage integer := flag_value(flag, at)::integer;
BEGIN
    IF percentage >= 100 OR rollout_place(flag, customer.user_id) < percentage * 100 THEN
        RETURN flag;
    END IF;
    RETURN CASE WHEN flag_on(system || '_new_signups_first', at) AND customer.created_at >= flag_since(system || '_new_signups_first', at)
                THEN system || '_new_signups_first' END;
END
$$;
