-- What becomes of a customer's charges of a credit type at an instant:
--
--   charge  credits are taken
--   shadow  shadow billing runs and the user is not on an allowlist: the request is recorded, nothing is taken
--   off     charging is switched off, or nobody charges for this user: the same
--   legacy  the user is not let in, and the credit type has a legacy system that charges instead
--
-- Kept out by a blocklist, let in by an allowlist, else let in by the rollout. Three systems have lists and a rollout of their
-- own: shobeis, credits_v2 (analysis and roast), and billing (all others); the lists of billing hold for every credit type.
CREATE OR REPLACE FUNCTION charging_mode(customer customer, credit_type text, at timestamptz) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    system text := CASE WHEN credit_type = 'shobeis' THEN 'shobeis' WHEN credit_type IN ('analysis', 'roast') THEN 'credits_v2' ELSE 'billing' END;
    listed boolean := list_names(flag_value('billing_allowlist', at), customer.user_id) OR list_names(flag_value(system || '_allowlist', at), customer.user_id);
BEGIN
    IF flag_on('shadow_billing_enabled', at) THEN
        RETURN CASE WHEN listed THEN 'charge' ELSE 'shadow' END;
    END IF;
    IF NOT flag_on('billing_charging_enabled', at) OR (system = 'shobeis' AND NOT flag_on('shobeis_system_enabled', at)) THEN
        RETURN 'off';
    END IF;
    IF NOT list_names(flag_value('billing_blocklist', at), customer.user_id) AND NOT list_names(flag_value(system || '_blocklist', at), customer.user_id)
       AND (listed OR ((system <> 'credits_v2' OR flag_on('credits_v2_enabled', at)) AND rolled_out(system, customer, at))) THEN
        RETURN 'charge';
    END IF;
    RETURN CASE WHEN list_names(flag_value('legacy_credit_types', at), credit_type) THEN 'legacy' ELSE 'off' END;
END
$$;
