-- How many times as many charges are given back as usual: refunds per charge within the window, over the same in the 28 days
-- before it (at least one in a thousand). None while there are fewer than ten refunds: those are chance.
WITH counted AS (
    SELECT count(*) FILTER (WHERE e.type = 'refund' AND e.created_at > statement_timestamp() - :window)::numeric     AS refunds,
           count(*) FILTER (WHERE e.type = 'deduction' AND e.created_at > statement_timestamp() - :window)::numeric  AS charges,
           count(*) FILTER (WHERE e.type = 'refund' AND e.created_at <= statement_timestamp() - :window)::numeric    AS usual_refunds,
           count(*) FILTER (WHERE e.type = 'deduction' AND e.created_at <= statement_timestamp() - :window)::numeric AS usual_charges
    FROM entry e
    WHERE e.created_at > statement_timestamp() - :window - interval '28 days' AND e.type IN ('refund', 'deduction'))
SELECT round((refunds / greatest(charges, 1)) / greatest(usual_refunds / greatest(usual_charges, 1), 0.001), 3) AS times_as_many
FROM counted
WHERE refunds >= 10
