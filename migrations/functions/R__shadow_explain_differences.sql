-- Why requests were charged otherwise than the shadow says, found out by asking the engine for their prices again, for the next so
-- many that differ of a comparison after a user and request; returns the last one looked at, no row where there are none left.
--
--   multiplier     the amount is the price without the user's plan multiplier, or with that of another plan
--   price-version  the amount is the price by another catalogue version or price list
--   rounding       the amounts are less than a whole credit, or a step of the credit type, apart
--   unexplained    none of these, as it stands before
--
-- Wants the temporary table payer. What a host has priced itself has no price to be asked again.
CREATE OR REPLACE FUNCTION explain_differences(of_run bigint, after_user text, after_request text, most integer)
RETURNS TABLE (last_user text, last_request text) LANGUAGE sql VOLATILE AS $$
    WITH asked AS MATERIALIZED (
        SELECT d.user_id, d.request_id, d.credit_type_id, d.real_millicredits, abs(d.off_by_millicredits) AS off_by, d.charged_at,
               u.occurred_at, u.action, u.quantity, u.model, u.input_tokens, u.output_tokens, u.items
        FROM shadow_difference d JOIN usage_event u ON u.id = d.event_id
        WHERE d.run_id = of_run AND (d.user_id, d.request_id) > (after_user COLLATE "C", after_request COLLATE "C") AND d.reason = 'unexplained'
        ORDER BY d.run_id, d.user_id, d.request_id LIMIT most
    ), question AS MATERIALIZED (
        SELECT row_number() OVER () AS ordinal, q.*
        FROM (SELECT a.*, 'multiplier' AS reason, p.user_id AS payer, a.occurred_at AS priced_at
              FROM asked a JOIN payer p ON a.occurred_at >= p.from_at AND a.occurred_at < p.to_at
              UNION ALL
              SELECT a.*, 'price-version', a.user_id, t.at FROM asked a CROSS JOIN LATERAL other_price_times(a.model, a.charged_at) AS t (at)) AS q
    ), answer AS MATERIALIZED (
        SELECT q.user_id, q.request_id, min(q.reason) AS reason -- multiplier before price-version
        FROM rate_charges(
            -- a key that nobody can have used
            ARRAY(SELECT ROW(gen_random_uuid()::text, q.payer, q.action, q.quantity, q.model, q.input_tokens, q.output_tokens, q.items, NULL, NULL, NULL)::charge_request
                  FROM question q ORDER BY q.ordinal),
            ARRAY(SELECT q.priced_at FROM question q ORDER BY q.ordinal)) AS r
        JOIN question q ON q.ordinal = r.ordinal
        WHERE r.millicredits = q.real_millicredits AND r.credit_type_id = q.credit_type_id
          AND (r.fault IS NULL OR r.fault[1] IN ('BU201', 'BU412')) -- nobody, and before the seam, have a price all the same
        GROUP BY q.user_id, q.request_id
    ), explained AS (
        UPDATE shadow_difference d SET reason = coalesce(n.reason, 'rounding')
        FROM asked a JOIN credit_type t ON t.id = a.credit_type_id LEFT JOIN answer n ON n.user_id = a.user_id AND n.request_id = a.request_id
        WHERE d.run_id = of_run AND d.user_id = a.user_id AND d.request_id = a.request_id AND d.credit_type_id = a.credit_type_id
          AND (n.reason IS NOT NULL OR a.off_by < greatest(t.granularity_millicredits, 1000))
    )
    SELECT a.user_id, a.request_id FROM asked a ORDER BY a.user_id DESC, a.request_id DESC LIMIT 1
$$;
