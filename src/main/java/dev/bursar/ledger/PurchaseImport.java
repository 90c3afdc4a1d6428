package dev.bursar.ledger;

import dev.bursar.intake.Checks;
import dev.bursar.intake.Column;
import dev.bursar.intake.Columns;
import dev.bursar.intake.ImportKind;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The file of purchases: each payment becomes a lot and an entry, once, whatever file it stands in. {@code record_purchases}
 * judges them, a few thousand at a time.
 */
public final class PurchaseImport {
    /** The longest payment id: its idempotency key is {@code purchase:<payment_id>}, and keys end at 255 characters. */
    private static final int LONGEST_PAYMENT_ID = 255 - "purchase:".length();

    private static final int ROWS_AT_ONCE = 10_000;

    public static final ImportKind KIND = new ImportKind(
            "purchases",
            Columns.of(
                    Column.required("payment_id", Checks.identifier(LONGEST_PAYMENT_ID)),
                    Column.required("user_id", Checks::identifier),
                    Column.required("package", Checks::present),
                    Column.amount("amount_cents", Checks::cents),
                    Column.required("currency", Checks::currency),
                    Column.required("purchased_at", Checks::instant),
                    Column.optional("receipt_url", Checks::any)),
            PurchaseImport::apply);

    /**
     * A user's payments in the order in which they were made, whatever the order of the file; and users in the order in which a
     * host that charges several of them takes their locks.
     */
    private static final String TAKE_TURNS = """
            CREATE TEMPORARY TABLE turn ON COMMIT DROP AS
            SELECT s.number, row_number() OVER (ORDER BY s.user_id COLLATE "C", s.purchased_at::timestamptz, s.number) AS turn
            FROM staged s WHERE s.outcome IS NULL
            """;

    private static final String RECORD = """
            WITH chunk AS MATERIALIZED (
                SELECT s.*, t.turn - :after AS ordinal
                FROM turn t JOIN staged s ON s.number = t.number
                WHERE t.turn > :after AND t.turn <= :through
            ), answer AS MATERIALIZED (
                SELECT r.*
                FROM (SELECT array_agg(payment_id ORDER BY ordinal) AS payment_ids, array_agg(user_id ORDER BY ordinal) AS user_ids,
                             array_agg(package ORDER BY ordinal) AS packages, array_agg(amount_cents::bigint ORDER BY ordinal) AS amounts_cents,
                             array_agg(lower(currency) ORDER BY ordinal) AS currencies,
                             array_agg(purchased_at::timestamptz ORDER BY ordinal) AS purchased_at,
                             array_agg(nullif(receipt_url, '') ORDER BY ordinal) AS receipt_urls
                      FROM chunk HAVING count(*) > 0) AS a
                CROSS JOIN LATERAL record_purchases(a.payment_ids, a.user_ids, a.packages, a.amounts_cents, a.currencies, a.purchased_at, a.receipt_urls) AS r
            )
            UPDATE staged s
            SET outcome = CASE a.status WHEN 'booked' THEN 'written' WHEN 'repeated' THEN 'skipped' ELSE 'rejected' END,
                reject_column = a.reject_column, reject_reason = a.reason
            FROM answer a JOIN chunk c ON c.ordinal = a.ordinal
            WHERE s.number = c.number
            """;

    private PurchaseImport() {}

    private static void apply(JdbcClient client) {
        client.sql(TAKE_TURNS).update();
        client.sql("CREATE INDEX ON turn (turn)").update();
        client.sql("ANALYZE turn").update();
        long last = client.sql("SELECT count(*) FROM turn").query(Long.class).single();
        for (long after = 0; after < last; after += ROWS_AT_ONCE) {
            client.sql(RECORD)
                    .param("after", after)
                    .param("through", after + ROWS_AT_ONCE)
                    .update();
        }
    }
}
