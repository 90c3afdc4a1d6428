-- Step 2, last but the look whether the run is still ours.
--   source_id  NULL: no legacy system was compared
INSERT INTO shadow_verdict (run_id, from_at, to_at, scope, verdict, legacy, legacy_sha256, shadow_variance, legacy_variance, differing_rate, rejected_rate, compared, objections, given_at)
VALUES (:run_id, :from_at, :to_at, :scope, :verdict, :legacy,
        coalesce((SELECT s.sha256 FROM legacy_source s WHERE s.id = CAST(:source_id AS bigint)), ''), :shadow_variance, :legacy_variance, :differing_rate, :rejected_rate, :compared,
        CAST(:objections AS text[]), business_now())
