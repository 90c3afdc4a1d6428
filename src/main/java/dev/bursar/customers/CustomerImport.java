package dev.bursar.customers;

import dev.bursar.intake.Checks;
import dev.bursar.intake.Column;
import dev.bursar.intake.Columns;
import dev.bursar.intake.ImportKind;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The file of customers. A {@code user_id} is the host's own and is kept as it stands, whatever characters it has: 1 to 255 of
 * them. A row that stands as it was last imported does nothing, so what the host changed since is not undone.
 */
public final class CustomerImport {
    public static final ImportKind KIND = new ImportKind(
            "customers",
            Columns.of(
                    Column.required("user_id", Checks::identifier),
                    Column.required("email", Checks::any),
                    Column.required("name", Checks::any),
                    Column.required("created_at", Checks::instant),
                    Column.optional("locale", Checks::localeOrNothing)),
            CustomerImport::apply);

    private static final String SKIP_UNCHANGED = """
            UPDATE staged s SET outcome = 'skipped'
            FROM customer c
            WHERE s.outcome IS NULL AND c.user_id = s.user_id AND c.imported_row = s.row_sha256
            """;

    /** A file without the column locale leaves locales as they are; an empty one takes them away. */
    private static final String UPDATE_KNOWN = """
            UPDATE customer c
            SET email = nullif(s.email, ''), name = nullif(s.name, ''), created_at = s.created_at::timestamptz,
                locale = CASE WHEN s.locale IS NULL THEN c.locale ELSE nullif(s.locale, '') END, imported_row = s.row_sha256
            FROM staged s
            WHERE s.outcome IS NULL AND c.user_id = s.user_id
            """;

    private static final String INSERT_NEW = """
            INSERT INTO customer (user_id, email, name, locale, created_at, imported_row)
            SELECT s.user_id, nullif(s.email, ''), nullif(s.name, ''), nullif(s.locale, ''), s.created_at::timestamptz, s.row_sha256
            FROM staged s
            WHERE s.outcome IS NULL AND NOT EXISTS (SELECT FROM customer c WHERE c.user_id = s.user_id)
            ORDER BY s.number
            """;

    private static final String MARK_WRITTEN = "UPDATE staged SET outcome = 'written' WHERE outcome IS NULL";

    private CustomerImport() {}

    private static void apply(JdbcClient client) {
        client.sql(SKIP_UNCHANGED).update();
        client.sql(UPDATE_KNOWN).update();
        client.sql(INSERT_NEW).update();
        client.sql(MARK_WRITTEN).update();
    }
}
