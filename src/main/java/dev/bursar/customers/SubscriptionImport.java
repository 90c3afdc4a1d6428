package dev.bursar.customers;

import dev.bursar.intake.Checks;
import dev.bursar.intake.Column;
import dev.bursar.intake.Columns;
import dev.bursar.intake.ImportKind;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The file of subscriptions: each row that changed since the last import is a change of the user's subscription, by the same
 * function and rules as {@code subscription set}. Only the columns that changed are said, so a new time zone in a file does not
 * take back what was said of the plan elsewhere.
 */
public final class SubscriptionImport {
    public static final ImportKind KIND = new ImportKind(
            "subscriptions",
            Columns.of(
                    Column.required("user_id", Checks::identifier),
                    Column.required("plan", Checks::present),
                    Column.required("cycle", Checks.oneOf("calendar", "anniversary")),
                    Column.required("anchor_date", Checks::date),
                    Column.required("status", Checks.oneOf("active", "canceled")),
                    Column.required("allocate_from", Checks::date),
                    Column.optional("zone", Checks::zoneOrNothing)),
            SubscriptionImport::apply);

    /** A staged row as it is remembered. */
    private static final String ROW =
            "jsonb_build_object('plan', s.plan, 'cycle', s.cycle, 'anchor_date', s.anchor_date, 'status', s.status, "
                    + "'allocate_from', s.allocate_from, 'zone', s.zone)";

    private static final String SKIP_UNCHANGED = """
            UPDATE staged s SET outcome = 'skipped'
            FROM customer c
            WHERE s.outcome IS NULL AND c.user_id = s.user_id AND c.imported_subscription = %s
            """.formatted(ROW);

    /** Java knows the zone already; periods are reckoned by PostgreSQL, which has its own list. */
    private static final String REJECT_ZONES = """
            UPDATE staged s
            SET outcome = 'rejected', reject_column = 'zone', reject_reason = format('zone %L is unknown to PostgreSQL', s.zone)
            WHERE s.outcome IS NULL AND s.zone IN (
                SELECT u.zone FROM (SELECT DISTINCT zone FROM staged WHERE zone <> '') AS u
                WHERE NOT EXISTS (SELECT FROM pg_timezone_names z WHERE z.name = u.zone))
            """;

    /** In the order of the file; what the function refuses rejects its row alone. */
    private static final String CHANGE = """
            WITH wanted AS MATERIALIZED (
                SELECT s.*, c.imported_subscription AS known
                FROM staged s LEFT JOIN customer c ON c.user_id = s.user_id WHERE s.outcome IS NULL ORDER BY s.number
            ), changed AS MATERIALIZED (
                SELECT w.number, t.change, t.reject_column, t.reject_reason
                FROM wanted w CROSS JOIN LATERAL try_change_subscription(
                    w.user_id, nullif(w.plan, w.known ->> 'plan'), nullif(w.cycle, w.known ->> 'cycle'),
                    nullif(w.anchor_date, w.known ->> 'anchor_date')::date, nullif(w.status, w.known ->> 'status'),
                    nullif(w.allocate_from, w.known ->> 'allocate_from')::date, nullif(nullif(w.zone, w.known ->> 'zone'), ''),
                    'import of subscriptions') AS t
            )
            UPDATE staged s
            SET outcome = CASE WHEN c.change IS NULL THEN 'rejected' WHEN c.change = 'unchanged' THEN 'skipped' ELSE 'written' END,
                reject_column = c.reject_column, reject_reason = c.reject_reason
            FROM changed c
            WHERE s.number = c.number
            """;

    private static final String REMEMBER = """
            UPDATE customer c SET imported_subscription = %s
            FROM (SELECT DISTINCT ON (user_id) * FROM staged WHERE outcome <> 'rejected' ORDER BY user_id, number) AS s
            WHERE c.user_id = s.user_id AND c.imported_subscription IS DISTINCT FROM %s
            """.formatted(ROW, ROW);

    private SubscriptionImport() {}

    private static void apply(JdbcClient client) {
        client.sql(SKIP_UNCHANGED).update();
        client.sql(REJECT_ZONES).update();
        client.sql(CHANGE).update();
        client.sql(REMEMBER).update();
    }
}
