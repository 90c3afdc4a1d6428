package dev.bursar.ledger;

import dev.bursar.intake.Checks;
import dev.bursar.intake.Column;
import dev.bursar.intake.Columns;
import dev.bursar.intake.ImportKind;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The file of a legacy system's balances. It only puts them into {@code legacy_balance}, as strictly as any file that bursar asks
 * for; a backfill migrates them from there.
 */
public final class LegacyImport {
    public static final ImportKind KIND = new ImportKind(
            "legacy",
            Columns.of(
                    Column.required("user_id", Checks::identifier),
                    Column.required("plan", Checks::any),
                    Column.amount("credits_remaining", Checks::decimal),
                    Column.amount("credits_limit", Checks::decimalOrNothing),
                    Column.required("period_start", LegacyImport::instantOrNothing),
                    Column.required("period_end", LegacyImport::instantOrNothing),
                    Column.optionalAmount("paid_cents", LegacyImport::centsOrNothing)),
            LegacyImport::apply);

    private static final String SKIP_UNCHANGED = """
            UPDATE staged s SET outcome = 'skipped'
            FROM legacy_balance l
            WHERE s.outcome IS NULL AND l.user_id = s.user_id AND l.imported_row = s.row_sha256
            """;

    private static final String WRITE = """
            INSERT INTO legacy_balance (user_id, plan, credits_remaining, credits_limit, period_start, period_end, paid_cents, imported_row)
            SELECT s.user_id, nullif(s.plan, ''), s.credits_remaining::numeric, nullif(s.credits_limit, '')::numeric,
                   nullif(s.period_start, '')::timestamptz, nullif(s.period_end, '')::timestamptz, nullif(s.paid_cents, '')::bigint, s.row_sha256
            FROM staged s WHERE s.outcome IS NULL ORDER BY s.number
            ON CONFLICT ON CONSTRAINT legacy_balance_pk DO UPDATE
            SET plan = excluded.plan, credits_remaining = excluded.credits_remaining, credits_limit = excluded.credits_limit,
                period_start = excluded.period_start, period_end = excluded.period_end, paid_cents = excluded.paid_cents,
                imported_row = excluded.imported_row
            """;

    private static final String MARK_WRITTEN = "UPDATE staged SET outcome = 'written' WHERE outcome IS NULL";

    private LegacyImport() {}

    private static Optional<String> instantOrNothing(String value) {
        return value.isEmpty() ? Optional.empty() : Checks.instant(value);
    }

    private static Optional<String> centsOrNothing(String value) {
        return value.isEmpty() ? Optional.empty() : Checks.cents(value);
    }

    private static void apply(JdbcClient client) {
        client.sql(SKIP_UNCHANGED).update();
        client.sql(WRITE).update();
        client.sql(MARK_WRITTEN).update();
    }
}
