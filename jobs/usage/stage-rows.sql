-- Step 1: the events, in the order in which they are charged: by customer, then by the time at which they happened, then by request id.
--   run_id
--   users   text[], NULL for all
INSERT INTO staged_usage (run_id, place, customer_id, line, request_id, user_id, occurred_at, action, model, input_tokens, output_tokens, quantity, items)
SELECT :run_id, row_number() OVER (ORDER BY c.id, a.occurred_at, a.request_id COLLATE "C"), c.id, a.line, a.request_id, a.user_id, a.occurred_at, a.action, a.model,
       a.input_tokens, a.output_tokens, a.quantity, a.items
FROM arrived a JOIN customer c ON c.user_id = a.user_id
WHERE a.reason IS NULL AND (CAST(:users AS text[]) IS NULL OR a.user_id = ANY (CAST(:users AS text[])))
