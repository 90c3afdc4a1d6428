-- Step 2: about how many lines there are to compare.
--   from_at, to_at
--   source_id  NULL: no legacy system is compared
SELECT (SELECT count(*) FROM usage_event u WHERE u.occurred_at >= :from_at AND u.occurred_at < :to_at)
     + (SELECT count(*) FROM legacy_charge c WHERE c.source_id = CAST(:source_id AS bigint) AND c.occurred_at >= :from_at AND c.occurred_at < :to_at)
