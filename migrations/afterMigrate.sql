-- After every migration: who may do what. The application calls functions and reads views; nobody but the owner writes a table.
REVOKE ALL ON SCHEMA bursar FROM PUBLIC;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA bursar FROM PUBLIC;
GRANT USAGE ON SCHEMA bursar TO bursar_app, bursar_readonly;
GRANT EXECUTE ON FUNCTION
    bursar.consume_credits(text, text, integer, text, text, jsonb),
    bursar.charge(text, text, bigint, text, bigint, bigint, integer, text, jsonb),
    bursar.estimate(text, text, bigint, text, bigint, bigint, integer, text, jsonb),
    bursar.refund(text, text),
    bursar.get_or_create_active_period(text, text)
TO bursar_app;
-- the functions that views call with the reader's own rights
GRANT EXECUTE ON FUNCTION bursar.iso_instant(timestamptz), bursar.business_now(), bursar.setting(text) TO bursar_app, bursar_readonly;
GRANT SELECT ON
    bursar.credit_balance, bursar.credit_ledger, bursar.credit_lot, bursar.usage_events, bursar.usage_counters, bursar.shadow_billing_log,
    bursar.pricing_table, bursar.shobeis_transactions, bursar.maintenance_state,
    bursar.invariant_i1, bursar.invariant_i2, bursar.invariant_i3, bursar.invariant_i4, bursar.invariant_i5,
    bursar.invariant_i6, bursar.invariant_i7, bursar.invariant_i8, bursar.invariant_i9, bursar.invariant_i10,
    bursar.invariants_broken, bursar.findings, bursar.finding_history, bursar.finding_totals, bursar.shadow_verdicts
TO bursar_app, bursar_readonly;
