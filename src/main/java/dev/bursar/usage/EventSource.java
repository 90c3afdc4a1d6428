package dev.bursar.usage;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.intake.CheckedRows;
import dev.bursar.intake.Checks;
import dev.bursar.intake.Column;
import dev.bursar.intake.Columns;
import dev.bursar.intake.Sha256;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where events stand.
 *
 * @param location an absolute path, or {@code table:NAME}
 * @param name for people: the file's own name, or the same
 * @param sha256 of the file, or of the rows of the table, at the time at which the run was asked for
 */
record EventSource(String location, String name, String sha256) {
    private static final String TABLE = "table:";

    /** The contract's. */
    static final Columns COLUMNS = Columns.of(
            Column.required("request_id", Checks::identifier),
            Column.required("user_id", Checks::identifier),
            Column.required("occurred_at", Checks::instant),
            Column.required("action", Checks::present),
            Column.required("model", Checks::any),
            Column.amount("input_tokens", Checks.wholeNumberOrNothing(Long.MAX_VALUE)),
            Column.amount("output_tokens", Checks.wholeNumberOrNothing(Long.MAX_VALUE)),
            Column.amount("quantity", Checks.wholeNumberOrNothing(Long.MAX_VALUE)),
            Column.optionalAmount("items", Checks.wholeNumberOrNothing(Integer.MAX_VALUE)));

    /** What an operator named, as it stands now; throws a fault of exit 2 if it cannot be read. */
    static EventSource named(String text, JdbcClient client) {
        if (text.startsWith(TABLE)) {
            return new EventSource(
                    text, text, TableRows.named(text.substring(TABLE.length())).sha256(client));
        }
        Path path = Path.of(text).toAbsolutePath();
        CheckedRows.open(path, COLUMNS).close(); // the header, before a run is begun
        return new EventSource(path.toString(), String.valueOf(path.getFileName()), Sha256.of(path));
    }

    /** A stream of events. */
    interface Rows extends AutoCloseable {
        Optional<CheckedRows.Row> next();

        /** Of what was read, at its end. */
        String sha256();

        @Override
        void close();
    }

    /** Opens it; {@code connection} is for a table's rows alone, in a transaction. */
    Rows open(Connection connection) {
        if (location.startsWith(TABLE)) {
            return TableRows.named(location.substring(TABLE.length())).open(connection);
        }
        CheckedRows file = CheckedRows.open(Path.of(location), COLUMNS);
        return new Rows() {
            @Override
            public Optional<CheckedRows.Row> next() {
                return file.next();
            }

            @Override
            public String sha256() {
                return file.sha256();
            }

            @Override
            public void close() {
                file.close();
            }
        };
    }

    /** Refuses what is no longer what the run was asked for. */
    void requireSame(String read) {
        if (!read.equals(sha256)) {
            throw Fault.refused(
                    FaultCode.PLAN_STALE,
                    name + " changed while it was read; nothing was charged",
                    "Run it again once nobody writes to it.");
        }
    }
}
