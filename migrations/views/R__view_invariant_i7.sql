-- I7: history is never updated, deleted or truncated: the triggers that refuse it are there and fire for every role.
-- The account is 0: this breaks for all of them at once.
CREATE OR REPLACE VIEW invariant_i7 AS
SELECT 0::bigint AS account_id, w.relation AS table_name, CASE WHEN t.tgname IS NULL THEN 'trigger is missing' ELSE 'trigger is disabled' END AS fault
FROM (VALUES ('entry'), ('movement')) AS w (relation)
LEFT JOIN pg_class c ON c.relname = w.relation AND c.relnamespace = 'bursar'::regnamespace
LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgname = w.relation || '_never_changes'
WHERE t.tgenabled IS DISTINCT FROM 'A';
