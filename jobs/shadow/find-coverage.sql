-- Step 2: which credit types the legacy source speaks of, and of which by request.
--   source_id
SELECT coalesce(array_agg(DISTINCT t.id), '{}') AS known, coalesce(array_agg(DISTINCT t.id) FILTER (WHERE c.request_id IS NOT NULL), '{}') AS by_request
FROM legacy_charge c JOIN credit_type t ON t.code = c.credit_type WHERE c.source_id = :source_id
