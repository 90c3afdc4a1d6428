-- What comparisons of the shadow have said; those for everybody are what gates go by.
CREATE OR REPLACE VIEW shadow_verdicts AS
SELECT v.run_id, v.from_at, v.to_at, v.scope, v.verdict, v.legacy, v.compared, v.shadow_variance, v.legacy_variance, v.differing_rate, v.rejected_rate, v.objections, v.given_at
FROM shadow_verdict v;
