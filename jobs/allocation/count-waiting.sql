-- Step 1, after the work on a range: periods that begin on or before the run's date but have not begun by now, which the
-- answer counts as skipped. Asked only while the run's date is not over everywhere.
--   first_id, last_id  the range, users as above
--   at, through        business time, the run's date
SELECT count(*) AS waiting
FROM (SELECT array_agg(a.customer_id ORDER BY a.id) AS customers, array_agg(a.next_period_at ORDER BY a.id) AS cursors,
             array_agg(a.credit_type_id ORDER BY a.id) AS credit_types
      FROM account a
      WHERE a.customer_id BETWEEN :first_id AND :last_id
        AND (CAST(:users AS text[]) IS NULL
             OR EXISTS (SELECT FROM customer c WHERE c.id = a.customer_id AND c.user_id = ANY (CAST(:users AS text[]))))
        AND a.next_period_at < (CAST(:through AS date) + 2)::timestamp AT TIME ZONE 'UTC') AS asked
CROSS JOIN LATERAL next_periods(asked.customers, asked.cursors) AS n
WHERE n.known_from > :at AND (n.known_from AT TIME ZONE n.zone)::date <= :through
  AND EXISTS (SELECT FROM catalogue_allowance v
              WHERE v.version_id = catalogue_version_at(n.period_start) AND v.plan_id = n.plan_id
                AND v.credit_type_id = asked.credit_types[n.ordinal])
