-- Customers by whom the multipliers of other plans can be tried between two instants, each for as long as its plan was in force:
-- of each plan the two who had it longest then, and nobody (NULL), who pays without a plan.
CREATE OR REPLACE FUNCTION other_payers(begins timestamptz, ends timestamptz)
RETURNS TABLE (user_id text, from_at timestamptz, to_at timestamptz) LANGUAGE sql STABLE AS $$
    WITH span AS MATERIALIZED (
        SELECT s.customer_id, s.plan_id, s.effective_at AS from_at,
               coalesce(lag(s.effective_at) OVER (PARTITION BY s.customer_id ORDER BY s.effective_at DESC, s.id DESC), 'infinity') AS to_at
        FROM subscription_change s WHERE s.voided_at IS NULL AND s.effective_at < ends
    )
    SELECT NULL::text, '-infinity'::timestamptz, 'infinity'::timestamptz
    UNION ALL
    SELECT c.user_id, b.from_at, b.to_at
    FROM plan p
    CROSS JOIN LATERAL (
        SELECT s.* FROM span s WHERE s.plan_id = p.id AND s.to_at > greatest(s.from_at, begins)
        ORDER BY least(s.to_at, ends) - greatest(s.from_at, begins) DESC, s.customer_id LIMIT 2) AS b
    JOIN customer c ON c.id = b.customer_id
$$;
