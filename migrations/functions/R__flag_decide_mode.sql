-- What becomes of a customer's charges under the terms of a credit type (charging_terms), and the flag that made the difference:
--
--   charge  credits are taken
--   shadow  shadow billing runs and the user is not on an allowlist: the request is recorded, nothing is taken
--   off     charging is switched off, or nobody charges for this user: the same
--   legacy  the user is not let in, and the credit type has a legacy system that charges instead
--
-- Kept out by a blocklist, let in by an allowlist, else let in by the rollout. Three systems have lists and a rollout of their
-- own: shobeis, credits_v2 (analysis and roast), and billing (all others); the lists of billing hold for every credit type.
CREATE OR REPLACE FUNCTION decision_under(terms charging_terms, user_id text, created_at timestamptz, OUT mode text, OUT decided_by text) LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    let_in   text := CASE WHEN list_names(terms.billing_allowlist, user_id) THEN 'billing_allowlist'
                          WHEN list_names(terms.allowlist, user_id) THEN terms.system || '_allowlist' END;
    kept_out text;
BEGIN
    IF terms.shadow THEN
        mode := CASE WHEN let_in IS NULL THEN 'shadow' ELSE 'charge' END;
        decided_by := coalesce(let_in, 'shadow_billing_enabled');
        RETURN;
    END IF;
    IF terms.switched_off_by IS NOT NULL THEN
        mode := 'off';
        decided_by := terms.switched_off_by;
        RETURN;
    END IF;
    kept_out := CASE WHEN list_names(terms.billing_blocklist, user_id) THEN 'billing_blocklist'
                     WHEN list_names(terms.blocklist, user_id) THEN terms.system || '_blocklist'
                     WHEN let_in IS NULL AND NOT terms.is_open THEN 'credits_v2_enabled' END;
    IF kept_out IS NULL THEN
        let_in := coalesce(let_in, rolled_out_by(terms, user_id, created_at));
        kept_out := CASE WHEN let_in IS NULL THEN terms.system || '_rollout_percentage' END;
    END IF;
    mode := CASE WHEN kept_out IS NULL THEN 'charge' ELSE terms.otherwise END;
    decided_by := coalesce(kept_out, let_in);
END
$$;

-- The same for a customer and a credit type at an instant.
CREATE OR REPLACE FUNCTION charging_decision(customer customer, credit_type text, at timestamptz, OUT mode text, OUT decided_by text) LANGUAGE plpgsql STABLE AS $$
DECLARE
    decision record := decision_under(charging_terms(credit_type, at, business_now()), customer.user_id, customer.created_at);
BEGIN
    mode := decision.mode;
    decided_by := decision.decided_by;
END
$$;
