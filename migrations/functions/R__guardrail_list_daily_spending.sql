-- What an account was charged on each day of UTC from first to last on which it was charged anything; refunded later or not.
CREATE OR REPLACE FUNCTION daily_spending(account_id bigint, first date, last date) RETURNS TABLE (day date, millicredits bigint) LANGUAGE sql STABLE AS $$
    SELECT (u.occurred_at AT TIME ZONE 'UTC')::date, total(u.charged_millicredits)
    FROM usage_event u
    WHERE u.account_id = daily_spending.account_id AND u.charged_millicredits > 0
      AND u.occurred_at >= first::timestamp AT TIME ZONE 'UTC' AND u.occurred_at < (last + 1)::timestamp AT TIME ZONE 'UTC'
    GROUP BY 1
$$;
