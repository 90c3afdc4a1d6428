package dev.bursar.ledger;

/** The questions behind {@code explain}. Parameters: {@code :customer}, {@code :account}, {@code :type}, {@code :at}. */
final class ExplainQueries {
    private ExplainQueries() {}

    /** The credit types that the user holds, or that the plan in force will bring: of these {@code id} may be null. */
    static final String ACCOUNTS = """
            SELECT a.id, t.id AS credit_type_id, t.code AS credit_type,
                   (SELECT coalesce(sum(e.amount_millicredits), 0)::bigint FROM entry e
                    WHERE e.account_id = a.id AND e.occurred_at <= :at) AS balance_millicredits
            FROM credit_type t LEFT JOIN account a ON a.credit_type_id = t.id AND a.customer_id = :customer
            WHERE a.id IS NOT NULL
               OR EXISTS (SELECT FROM catalogue_allowance v
                          WHERE v.version_id = catalogue_version_at(:at) AND v.credit_type_id = t.id
                            AND v.plan_id = (SELECT s.plan_id FROM subscription_change s
                                             WHERE s.customer_id = :customer AND s.voided_at IS NULL AND s.effective_at <= :at
                                             ORDER BY s.effective_at DESC, s.id DESC LIMIT 1))
            ORDER BY t.id
            """;

    static final String SUBSCRIPTION = """
            SELECT p.code AS plan, s.status, s.cycle, s.anchor_date, s.zone, s.allocate_from, nullif(s.effective_at, '-infinity') AS effective_at,
                   v.multiplier, s.recorded_at, s.actor, s.reason
            FROM subscription_change s
            JOIN plan p ON p.id = s.plan_id
            LEFT JOIN catalogue_plan v ON v.plan_id = s.plan_id AND v.version_id = catalogue_version_at(:at)
            WHERE s.customer_id = :customer AND s.voided_at IS NULL AND s.effective_at <= :at
            ORDER BY s.effective_at DESC, s.id DESC
            LIMIT 1
            """;

    static final String CATALOGUE = """
            SELECT s.version_id AS version, nullif(s.applies_from, '-infinity') AS applies_from, nullif(s.applies_to, 'infinity') AS applies_to,
                   v.sha256, v.applied_at, v.actor
            FROM catalogue_span s JOIN catalogue_version v ON v.id = s.version_id
            WHERE s.applies_from <= :at AND s.applies_to > :at
            """;

    /** The terms before it are those of the plan and the version in force just before it began: they decided what was carried over. */
    static final String PERIOD = """
            SELECT p.period_start, p.period_end, l.code AS plan, p.catalogue_version_id AS catalogue_version,
                   p.opening_millicredits, p.expired_millicredits, p.rolled_in_millicredits, p.granted_millicredits,
                   b.rollover_percent AS rolled_in_percent, b.rollover_cap_millicredits AS rolled_in_cap_millicredits, b.rollover_periods AS rolled_in_periods,
                   n.allowance_millicredits, n.expires_at_period_end, n.rollover_percent, n.rollover_cap_millicredits, n.rollover_periods,
                   p.run_id AS run, p.actor, p.created_at
            FROM period p
            JOIN plan l ON l.id = p.plan_id
            LEFT JOIN catalogue_allowance n ON n.version_id = p.catalogue_version_id AND n.plan_id = p.plan_id AND n.credit_type_id = :type
            LEFT JOIN LATERAL (
                SELECT q.plan_id FROM period q WHERE q.account_id = p.account_id AND q.period_start < p.period_start
                ORDER BY q.period_start DESC LIMIT 1) AS earlier ON true
            LEFT JOIN catalogue_allowance b ON b.version_id = catalogue_version_at(p.period_start - interval '1 microsecond')
                AND b.plan_id = earlier.plan_id AND b.credit_type_id = :type
            WHERE p.account_id = :account AND p.period_start <= :at AND p.period_end > :at
            """;

    /**
     * A lot that was carried over later had an earlier expiry then: the end of the period that was open.
     */
    private static final String HELD = """
            WITH open_period AS (
                SELECT p.period_start, p.period_end FROM period p
                WHERE p.account_id = :account AND p.period_start <= :at AND p.period_end > :at
            ), moved AS (
                SELECT m.lot_id, m.amount_millicredits AS amount, e.type::text AS type, e.occurred_at, e.reference_id, e.reason,
                       row_number() OVER (PARTITION BY m.lot_id ORDER BY e.id) = 1 AS is_grant
                FROM entry e JOIN movement m ON m.entry_id = e.id
                WHERE e.account_id = :account AND e.occurred_at <= :at
            ), summed AS (
                SELECT lot_id, sum(amount) FILTER (WHERE is_grant) AS granted,
                       -coalesce(sum(amount) FILTER (WHERE type = 'deduction'), 0) AS consumed,
                       -coalesce(sum(amount) FILTER (WHERE type = 'expiry'), 0) AS expired,
                       coalesce(sum(amount) FILTER (WHERE NOT is_grant AND type NOT IN ('deduction', 'expiry')), 0) AS corrected,
                       sum(amount) AS remaining, max(occurred_at) AS last_moved_at,
                       min(type) FILTER (WHERE is_grant) AS granted_by, min(reference_id) FILTER (WHERE is_grant) AS reference_id,
                       min(reason) FILTER (WHERE is_grant) AS reason
                FROM moved GROUP BY lot_id
            ), placed AS (
                SELECT l.id AS lot, l.source::text AS source, l.priority, s.granted, s.consumed, s.expired, s.corrected, s.remaining,
                       l.effective_at, CASE WHEN l.carried > 0 AND p.period_end < l.expires_at THEN p.period_end ELSE l.expires_at END AS expires_at,
                       l.carried, l.net_price_cents, l.currency, s.granted_by, s.reference_id, s.reason, s.last_moved_at, p.period_start
                FROM summed s JOIN lot l ON l.id = s.lot_id LEFT JOIN open_period p ON true
            ), judged AS (
                SELECT p.*, p.remaining > 0 AND p.effective_at <= :at AND (p.expires_at IS NULL OR p.expires_at > :at) AS is_spendable FROM placed p
            )
            """;

    static final String SPENDABLE = HELD
            + "SELECT coalesce(sum(j.remaining) FILTER (WHERE j.is_spendable), 0)::bigint AS spendable_millicredits FROM judged j";

    /** Lots that were used up before the open period are left out; {@code consumption_order} is null for one that could not be spent. */
    static final String LOTS = HELD + """
            SELECT j.lot, j.source, j.granted::bigint AS granted_millicredits, j.consumed::bigint AS consumed_millicredits,
                   j.expired::bigint AS expired_millicredits, j.corrected::bigint AS corrected_millicredits, j.remaining::bigint AS remaining_millicredits,
                   CASE WHEN j.is_spendable THEN row_number() OVER (PARTITION BY j.is_spendable ORDER BY j.priority, j.expires_at NULLS LAST, j.lot) END AS consumption_order,
                   j.priority, j.effective_at, j.expires_at, j.carried, j.granted_by, j.reference_id, j.reason, j.net_price_cents, j.currency
            FROM judged j
            WHERE j.remaining > 0 OR j.period_start IS NULL OR j.last_moved_at >= j.period_start
            ORDER BY consumption_order NULLS LAST, j.lot
            """;

    /**
     * Where no period was open: everything up to the instant, the newest 50. {@code why} is the rule that made the amount; of a charge
     * the started units, the price of one, the plan's multiplier and the batch discount, by the version that priced it.
     */
    static final String ENTRIES = """
            SELECT n.* FROM (
                SELECT e.id, e.occurred_at, e.booked_on, e.type::text AS type, e.amount_millicredits, e.balance_after_millicredits,
                       CASE e.type
                           WHEN 'deduction' THEN coalesce(u.action, e.reference_id) || coalesce(format(': %s × %s', ceil(u.quantity::numeric / c.per), trim_scale(c.base_millicredits / 1000.0))
                                || coalesce(' × ' || trim_scale(v.multiplier), '') || CASE WHEN u.items >= c.batch_from THEN format(' − %s %%', trim_scale(c.batch_percent)) ELSE '' END
                                || format(' (version %s)', u.catalogue_version_id), '')
                           WHEN 'allocation' THEN 'allowance of the period'
                           WHEN 'expiry' THEN 'its lot ended and was not carried over'
                           WHEN 'purchase' THEN (SELECT format('package %s for %s %s', p.package, round(p.amount_cents / 100.0, 2), upper(p.currency)) FROM purchase p WHERE p.entry_id = e.id AND p.account_id = e.account_id)
                           WHEN 'refund' THEN 'takes back ' || e.reference_id
                           ELSE 'by hand or by a change of plan' END AS why,
                       u.action, u.quantity, u.items, u.catalogue_version_id AS price_version, e.idempotency_key, e.reference_id, e.actor, e.reason, e.run_id AS run,
                       (SELECT string_agg(format('%s:%s', m.lot_id, m.amount_millicredits), ' ' ORDER BY m.lot_id) FROM movement m WHERE m.entry_id = e.id) AS moved_lots
                FROM entry e
                LEFT JOIN usage_event u ON u.account_id = e.account_id AND u.entry_id = e.id
                LEFT JOIN catalogue_price c ON c.version_id = u.catalogue_version_id AND c.action = u.action
                LEFT JOIN LATERAL (
                    SELECT k.multiplier FROM subscription_change s JOIN catalogue_plan k ON k.plan_id = s.plan_id AND k.version_id = u.catalogue_version_id
                    WHERE s.customer_id = :customer AND s.voided_at IS NULL AND s.effective_at <= e.occurred_at
                    ORDER BY s.effective_at DESC, s.id DESC LIMIT 1) AS v ON true
                WHERE e.account_id = :account AND e.occurred_at <= :at
                  AND e.occurred_at >= coalesce((SELECT p.period_start FROM period p WHERE p.account_id = :account AND p.period_start <= :at AND p.period_end > :at), '-infinity')
                ORDER BY e.id DESC LIMIT 50) AS n
            ORDER BY n.id
            """;

    /** What the environment of this command overrides is shown as overridden: a charge made with it would be priced so. */
    static final String PRICES = """
            SELECT p.action, p.unit, p.per, p.base_millicredits, v.multiplier,
                   coalesce(o.minimum_millicredits, p.minimum_millicredits) AS minimum_millicredits,
                   coalesce(o.batch_from, p.batch_from) AS batch_from, p.batch_percent, p.provider_prices, p.markup, p.version_id AS catalogue_version,
                   k.request_millicredits AS cap_request_millicredits, k.session_millicredits AS cap_session_millicredits,
                   k.day_millicredits AS cap_day_millicredits, k.set_by AS caps_set_by,
                   nullif(concat_ws(', ', CASE WHEN o.minimum_millicredits IS NOT NULL THEN 'MIN_TRANSACTION_AMOUNT' END,
                                          CASE WHEN o.batch_from IS NOT NULL THEN 'BATCH_DISCOUNT_THRESHOLD' END), '') AS overridden_by
            FROM catalogue_price p
            LEFT JOIN LATERAL ( -- as rate_charges has it
                SELECT setting('min_transaction_amount')::bigint * 1000 AS minimum_millicredits,
                       CASE WHEN p.batch_from IS NOT NULL THEN setting('batch_discount_threshold')::integer END AS batch_from
                FROM credit_type t WHERE t.id = p.credit_type_id AND t.code = 'shobeis' AND NOT p.provider_prices) AS o ON true
            LEFT JOIN LATERAL (
                SELECT c.multiplier FROM subscription_change s JOIN catalogue_plan c ON c.plan_id = s.plan_id AND c.version_id = p.version_id
                WHERE s.customer_id = :customer AND s.voided_at IS NULL AND s.effective_at <= :at
                ORDER BY s.effective_at DESC, s.id DESC LIMIT 1) AS v ON NOT p.provider_prices
            CROSS JOIN LATERAL caps_in_force(:account::bigint, p.action, p.version_id, :at) AS k
            WHERE p.version_id = catalogue_version_at(:at) AND p.credit_type_id = :type
            ORDER BY p.action
            """;
}
