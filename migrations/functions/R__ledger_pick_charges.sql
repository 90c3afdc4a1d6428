-- Of each account's requests, in their order, as many as are paid by the same lots and need nothing opened before them: `picked`,
-- with what they meet in their accounts (`terms`, in the same order); and the others (`rest`).
--
-- A late event is judged by its own time and paid by what the open period holds: lots are chosen at the later of event time and
-- the start of the account's latest period, unless that period has ended by the business time of the request.
--   upgraders, upgrade_ordinals  customers, and the ordinal of the request that will grant an upgrade: what is told after it, of whichever
--                                account, is told after it; NULL: none
--
-- A request is sequential where the account could not pay for all of those picked, or one of them might exceed a cap.
CREATE OR REPLACE FUNCTION pick_charges(work rated_charge[], upgraders bigint[], upgrade_ordinals integer[],
    OUT picked rated_charge[], OUT terms charge_terms[], OUT rest rated_charge[]) LANGUAGE plpgsql STABLE AS $$
BEGIN
    WITH pending AS MATERIALIZED (
        SELECT w AS request, w.ordinal, upgrade_ordinals[array_position(upgraders, w.customer_id)] AS upgrade_ordinal, w.account_id, w.clock, w.occurred_at, w.action, w.version_id, w.mode = 'charge' AS pays,
               w.mode = 'charge' AND w.has_caps AS has_caps, CASE w.mode WHEN 'charge' THEN w.millicredits ELSE 0 END AS cost
        FROM unnest(work) AS w
    ), holding AS MATERIALIZED (
        SELECT a.id AS account_id, a.balance_millicredits AS balance, least(a.next_due_at, c.next_upgrade_at) AS due_at, p.period_start, p.period_end, l.lots_from, l.lots_to, l.spendable
        FROM (SELECT DISTINCT ON (x.account_id) x.account_id, x.clock, x.occurred_at FROM pending x ORDER BY x.account_id, NOT x.pays, x.ordinal) AS n
        JOIN account a ON a.id = n.account_id JOIN customer c ON c.id = a.customer_id
        LEFT JOIN LATERAL (SELECT q.period_start, q.period_end FROM period q WHERE q.account_id = n.account_id ORDER BY q.period_start DESC LIMIT 1) AS p ON true
        CROSS JOIN LATERAL (SELECT CASE WHEN p.period_end > n.clock THEN greatest(n.occurred_at, p.period_start) ELSE n.occurred_at END AS at OFFSET 0) AS s
        CROSS JOIN LATERAL (
            SELECT greatest(max(x.effective_at) FILTER (WHERE x.effective_at <= s.at), max(x.expires_at) FILTER (WHERE x.expires_at <= s.at)) AS lots_from,
                   least(min(x.effective_at) FILTER (WHERE x.effective_at > s.at), min(x.expires_at) FILTER (WHERE x.expires_at > s.at)) AS lots_to,
                   coalesce(sum(x.remaining_millicredits) FILTER (WHERE x.effective_at <= s.at AND (x.expires_at IS NULL OR x.expires_at > s.at)), 0) AS spendable
            FROM lot x WHERE x.account_id = n.account_id AND x.open) AS l
    ), placed AS MATERIALIZED (
        SELECT d.*, least(d.upgrade_ordinal,
                          min(d.ordinal) FILTER (WHERE d.pays AND (d.clock >= d.due_at OR d.spendable_at < d.lots_from OR d.spendable_at >= d.lots_to))
                              OVER (PARTITION BY d.account_id)) AS stop
        FROM (SELECT x.*, h.balance, h.due_at, h.period_start, h.lots_from, h.lots_to, h.spendable,
                     CASE WHEN h.period_end > x.clock THEN greatest(x.occurred_at, h.period_start) ELSE x.occurred_at END AS spendable_at
              FROM pending x JOIN holding h ON h.account_id = x.account_id) AS d
    ), sequential AS MATERIALIZED ( -- accounts
        SELECT p.account_id FROM placed p WHERE p.ordinal < p.stop OR p.stop IS NULL
        GROUP BY p.account_id HAVING sum(p.cost::numeric) > min(p.spendable)
        UNION
        SELECT g.account_id
        FROM (SELECT p.account_id, p.action, p.version_id, max(p.cost) AS largest, sum(sum(p.cost)) OVER (PARTITION BY p.account_id, p.action) AS cost, min(p.occurred_at) AS first_at, max(p.occurred_at) AS last_at
              FROM placed p WHERE p.has_caps AND (p.ordinal < p.stop OR p.stop IS NULL)
              GROUP BY p.account_id, p.action, p.version_id) AS g
        JOIN catalogue_price q ON q.version_id = g.version_id AND q.action = g.action
        WHERE EXISTS (SELECT FROM account_cap o WHERE o.account_id = g.account_id)
           OR (num_nonnulls(q.cap_session_millicredits, q.cap_day_millicredits, q.cap_request_millicredits) > 0
               AND (g.largest > q.cap_request_millicredits
                    OR (num_nonnulls(q.cap_session_millicredits, q.cap_day_millicredits) > 0
                        AND g.cost
                            + (SELECT coalesce(sum(u.charged_millicredits), 0) FROM usage_event u
                               WHERE u.account_id = g.account_id AND u.action = g.action AND u.occurred_at > g.first_at - interval '24 hours' AND u.occurred_at < g.last_at + interval '24 hours')
                            > least(q.cap_session_millicredits, q.cap_day_millicredits))))
    ), day AS MATERIALIZED (
        SELECT x.day, booking_day(x.at) <> x.day AS is_closed
        FROM (SELECT (y.occurred_at AT TIME ZONE 'UTC')::date AS day, min(y.occurred_at) AS at FROM pending y GROUP BY 1) AS x
    )
    SELECT array_agg(p.request ORDER BY p.ordinal) FILTER (WHERE p.is_picked),
           array_agg(ROW(p.balance, p.spendable, p.spendable_at, p.late, p.is_sequential)::charge_terms ORDER BY p.ordinal) FILTER (WHERE p.is_picked),
           array_agg(p.request ORDER BY p.ordinal) FILTER (WHERE NOT p.is_picked)
    INTO picked, terms, rest
    FROM (SELECT x.*, x.ordinal < x.stop OR x.stop IS NULL AS is_picked, d.is_closed OR coalesce(x.occurred_at < x.period_start, false) AS late, s.account_id IS NOT NULL AS is_sequential
          FROM placed x JOIN day d ON d.day = (x.occurred_at AT TIME ZONE 'UTC')::date LEFT JOIN sequential s ON s.account_id = x.account_id) AS p;
END
$$;
