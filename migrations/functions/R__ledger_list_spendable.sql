-- The lots of an account that can be spent at an instant, in the order in which they are consumed, each with what stands
-- before it. A lot past its expiry is never among them, whether or not a job has expired it.
CREATE OR REPLACE FUNCTION spendable_lots(account_id bigint, at timestamptz)
RETURNS TABLE (lot_id bigint, remaining bigint, before numeric) LANGUAGE sql STABLE AS $$
    SELECT l.id, l.remaining_millicredits,
           coalesce(sum(l.remaining_millicredits) OVER (ORDER BY l.priority, l.expires_at NULLS LAST, l.id
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
    FROM lot l
    WHERE l.account_id = spendable_lots.account_id AND l.open AND l.effective_at <= at AND (l.expires_at IS NULL OR l.expires_at > at)
$$;
