-- shadow verdicts: what comparisons have said, the newest first.
--   most
SELECT v.run_id, v.from_at, v.to_at, v.scope, v.verdict, v.legacy, v.compared, v.shadow_variance, v.legacy_variance, v.differing_rate, v.rejected_rate, v.objections, v.given_at, v.latest
FROM shadow_verdicts v ORDER BY v.given_at DESC, v.verdict_id DESC LIMIT :most
