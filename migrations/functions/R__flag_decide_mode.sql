-- What becomes of a customer's charges of a credit type at an instant:
--
--   charge  credits are taken
--   shadow  shadow billing runs and the user is not on an allowlist: the request is recorded, nothing is taken
--   off     charging is switched off, or nobody charges for this user: the same
--   legacy  the user is not let in, and the credit type has a legacy system that charges instead
--
-- Kept out by a blocklist, let in by an allowlist, else let in by the rollout. Three systems have lists and a rollout of their
-- own: shobeis, credits_v2 (analysis and roast), and billing (all others); the lists of billing hold for every credit type.
-- decided_by is the flag that made the difference.
CREATE OR REPLACE FUNCTION charging_decision(customer customer, credit_type text, at timestamptz, OUT mode text, OUT decided_by text) LANGUAGE plpgsql STABLE AS $$
DECLARE
    system   text := charging_system(credit_type);
    let_in   text := CASE WHEN list_names(flag_value('billing_allowlist', at), customer.user_id) THEN 'billing_allowlist'
                          WHEN list_names(flag_value(system || '_allowlist', at), customer.user_id) THEN system || '_allowlist' END;
    kept_out text;
BEGIN
    IF flag_on('shadow_billing_enabled', at) THEN
        mode := CASE WHEN let_in IS NULL THEN 'shadow' ELSE 'charge' END;
        decided_by := coalesce(let_in, 'shadow_billing_enabled');
        RETURN;
    END IF;
    mode := 'off';
    IF NOT flag_on('billing_charging_enabled', at) THEN
        decided_by := 'billing_charging_enabled';
        RETURN;
    END IF;
    IF system = 'shobeis' AND NOT flag_on('shobeis_system_enabled', at) THEN
        decided_by := 'shobeis_system_enabled';
        RETURN;
    END IF;
    kept_out := CASE WHEN list_names(flag_value('billing_blocklist', at), customer.user_id) THEN 'billing_blocklist'
                     WHEN list_names(flag_value(system || '_blocklist', at), customer.user_id) THEN system || '_blocklist'
                     WHEN let_in IS NULL AND system = 'credits_v2' AND NOT flag_on('credits_v2_enabled', at) THEN 'credits_v2_enabled' END;
    IF kept_out IS NULL THEN
        let_in := coalesce(let_in, rolled_out_by(system, customer, at));
        kept_out := CASE WHEN let_in IS NULL THEN system || '_rollout_percentage' END;
    END IF;
    mode := CASE WHEN kept_out IS NULL THEN 'charge'
                 WHEN list_names(flag_value('legacy_credit_types', at), credit_type) THEN 'legacy' ELSE 'off' END;
    decided_by := coalesce(kept_out, let_in);
END
$$;
