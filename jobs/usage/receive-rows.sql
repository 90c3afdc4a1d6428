-- Step 1: where the rows of the source arrive, in its order. `reason` is set where a row is no event, '' where it stands there twice.
CREATE TEMPORARY TABLE arrived (
    line bigint, request_id text, user_id text, occurred_at timestamptz, action text, model text, input_tokens bigint, output_tokens bigint,
    quantity bigint, items integer, field text, reason text, row jsonb
) ON COMMIT DROP
