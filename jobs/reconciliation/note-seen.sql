-- Step 2, after hold-run: what was seen, some of a range at a time. A range that is checked again after a lost connection sees
-- the same again.
--   run_id, kinds, account_ids, places, amounts, evidence (arrays of one length)
INSERT INTO finding_seen (run_id, kind, account_id, place, amount_millicredits, evidence)
SELECT :run_id, s.kind, s.account_id, s.place, s.amount, CAST(s.evidence AS jsonb)
FROM unnest(CAST(:kinds AS text[]), CAST(:account_ids AS bigint[]), CAST(:places AS text[]), CAST(:amounts AS numeric[]), CAST(:evidence AS text[]))
     AS s (kind, account_id, place, amount, evidence)
ON CONFLICT ON CONSTRAINT finding_seen_pk DO NOTHING
