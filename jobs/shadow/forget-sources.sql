-- Step 1: what was read of files longer than `days` ago, and of tables at all, but for this run's own.
--   kept  NULL: none
--   days
WITH gone AS (
    DELETE FROM legacy_source s
    WHERE s.id IS DISTINCT FROM CAST(:kept AS bigint) AND (s.read_at < clock_timestamp() - make_interval(days => :days) OR s.is_table) RETURNING s.id
), rejects AS (
    DELETE FROM legacy_reject r USING gone g WHERE r.source_id = g.id
)
DELETE FROM legacy_charge c USING gone g WHERE c.source_id = g.id
