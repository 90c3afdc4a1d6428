-- What decides how customers are charged in a credit type at an instant. Asked once for all of them; decision_under says what it
-- comes to for one.
--
--   now  business time. A kill switch holds from the moment at which it is thrown, whatever happened when: it is asked for the
--        instant and for now
CREATE OR REPLACE FUNCTION charging_terms(credit_type text, at timestamptz, now timestamptz) RETURNS charging_terms LANGUAGE plpgsql STABLE AS $$
DECLARE
    terms  charging_terms;
    system text := charging_system(credit_type);
BEGIN
    terms.system := system;
    terms.shadow := flag_on('shadow_billing_enabled', at);
    terms.switched_off_by := CASE
        WHEN NOT flag_on('billing_charging_enabled', at) THEN 'billing_charging_enabled'
        WHEN system = 'shobeis' AND NOT flag_on('shobeis_system_enabled', at) THEN 'shobeis_system_enabled'
        WHEN now IS NOT DISTINCT FROM at THEN NULL
        WHEN NOT flag_on('billing_charging_enabled', now) THEN 'billing_charging_enabled'
        WHEN system = 'shobeis' AND NOT flag_on('shobeis_system_enabled', now) THEN 'shobeis_system_enabled' END;
    terms.billing_allowlist := flag_value('billing_allowlist', at);
    terms.billing_blocklist := flag_value('billing_blocklist', at);
    terms.allowlist := CASE WHEN system <> 'billing' THEN flag_value(system || '_allowlist', at) ELSE '' END;
    terms.blocklist := CASE WHEN system <> 'billing' THEN flag_value(system || '_blocklist', at) ELSE '' END;
    terms.is_open := system <> 'credits_v2' OR flag_on('credits_v2_enabled', at);
    terms.percentage := flag_value(system || '_rollout_percentage', at)::integer;
    terms.signups_from := CASE WHEN terms.percentage < 100 AND flag_on(system || '_new_signups_first', at) THEN flag_since(system || '_new_signups_first', at) END;
    terms.otherwise := CASE WHEN list_names(flag_value('legacy_credit_types', at), credit_type) THEN 'legacy' ELSE 'off' END;
    RETURN terms;
END
$$;
