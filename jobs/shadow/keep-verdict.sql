-- Step 2, last but the look whether the run is still ours.
INSERT INTO shadow_verdict (run_id, from_at, to_at, scope, verdict, legacy, shadow_variance, legacy_variance, differing_rate, rejected_rate, compared, objections, given_at)
VALUES (:run_id, :from_at, :to_at, :scope, :verdict, :legacy, :shadow_variance, :legacy_variance, :differing_rate, :rejected_rate, :compared,
        CAST(:objections AS text[]), business_now())
