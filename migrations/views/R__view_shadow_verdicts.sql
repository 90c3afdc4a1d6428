-- What comparisons of the shadow have said; those for everybody are what gates go by. An interval that was compared with several legacy
-- sources has several: latest is the one given last, whatever the others say.
CREATE OR REPLACE VIEW shadow_verdicts AS
SELECT v.run_id, v.from_at, v.to_at, v.scope, v.verdict, v.legacy, v.compared, v.shadow_variance, v.legacy_variance, v.differing_rate, v.rejected_rate, v.objections, v.given_at,
       v.id AS verdict_id, v.legacy_sha256, v.id = max(v.id) OVER (PARTITION BY v.scope, v.from_at, v.to_at) AS latest
FROM shadow_verdict v;
