-- Step 1, first in the transaction that reads a legacy source: its rows as they were judged before.
--   sha256
WITH gone AS (
    DELETE FROM legacy_source s WHERE s.sha256 = :sha256 RETURNING s.id
), rejects AS (
    DELETE FROM legacy_reject r USING gone g WHERE r.source_id = g.id
)
DELETE FROM legacy_charge c USING gone g WHERE c.source_id = g.id
