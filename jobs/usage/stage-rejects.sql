-- Step 1: rows that are refused before anything is charged: no event, a request id used twice, a user whom nobody knows.
--   run_id
--   users   text[], NULL for all
INSERT INTO rejected_usage (run_id, line, field, reason, row)
SELECT :run_id, a.line, CASE WHEN a.reason IS NULL THEN 'user_id' ELSE coalesce(a.field, '') END,
       coalesce(a.reason, format('unknown-user: unknown user %L', a.user_id)),
       coalesce(a.row, jsonb_build_array(a.request_id, a.user_id, iso_instant(a.occurred_at), a.action, a.model, a.input_tokens::text, a.output_tokens::text, a.quantity::text, a.items::text))
FROM arrived a LEFT JOIN customer c ON c.user_id = a.user_id
WHERE (a.reason <> '' OR (a.reason IS NULL AND c.id IS NULL)) AND (CAST(:users AS text[]) IS NULL OR a.user_id = ANY (CAST(:users AS text[])))
ON CONFLICT ON CONSTRAINT rejected_usage_pk DO UPDATE SET field = excluded.field, reason = excluded.reason
