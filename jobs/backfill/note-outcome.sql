-- Step 4: what of the source is accounted for nowhere (prove.sql), by credit type.
--   run_id, fence
--   credit_types, differences  arrays of one length; millicredits
UPDATE run SET outcome = jsonb_build_object('differenceMillicredits', (
    SELECT coalesce(jsonb_object_agg(d.credit_type, d.difference), '{}')
    FROM unnest(CAST(:credit_types AS text[]), CAST(:differences AS numeric[])) AS d (credit_type, difference)))
WHERE id = :run_id AND fence = :fence AND status = 'RUNNING'
