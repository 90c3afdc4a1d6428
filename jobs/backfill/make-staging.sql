-- Step 1: where rows are copied to before their users are looked up.
CREATE TEMPORARY TABLE staged_legacy (
    line bigint, user_id text, plan text, amount numeric, millicredits bigint[], paid_cents bigint, period_start timestamptz, period_end timestamptz,
    seam_at timestamptz, quirks integer, reject_kind text, reject_column text, reject_reason text, raw text[]) ON COMMIT DROP
