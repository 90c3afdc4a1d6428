package dev.bursar.usage;

import dev.bursar.database.SqlFaults;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.intake.CheckedRows;
import dev.bursar.intake.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Events in a table or view with the contract's columns. Its rows have no lines; they are numbered in the order of their request ids.
 *
 * @param name as SQL writes it, quoted
 */
record TableRows(String name) {
    private static final int ROWS_AT_ONCE = 5_000;

    /** Reads {@code NAME} or {@code SCHEMA.NAME}; throws a fault of exit 2 for anything else. */
    static TableRows named(String text) {
        if (!text.matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)?")) {
            throw Fault.usage(
                    FaultCode.MALFORMED_VALUE,
                    "'table:" + text + "' names no table; nothing was charged",
                    "Write it as table:NAME or table:SCHEMA.NAME, letters, digits and underscores.");
        }
        return new TableRows(text);
    }

    /** Numbered columns as text, an instant as ISO 8601 whatever its type. */
    private String select() {
        String columns = EventSource.COLUMNS.all().stream()
                .map(Column::name)
                .map(column -> column.equals("occurred_at")
                        ? "iso_instant(t.occurred_at::timestamptz)"
                        : "t." + column + "::text")
                .collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM " + name + " t ORDER BY t.request_id";
    }

    /** What identifies the rows as they are now; throws a fault of exit 2 if they cannot be read. */
    String sha256(JdbcClient client) {
        try {
            return client.sql(
                            "SELECT encode(sha256(convert_to(concat_ws(' ', count(*), sum(hashtextextended(x::text, 0)::numeric),"
                                    + " sum(hashtextextended(x::text, 1)::numeric)), 'UTF8')), 'hex') FROM (" + select()
                                    + ") AS x")
                    .query(String.class)
                    .single();
        } catch (DataAccessException e) {
            throw unreadable(e);
        }
    }

    private Fault unreadable(Exception cause) {
        String why = SqlFaults.find(cause).map(Throwable::getMessage).orElse(String.valueOf(cause.getMessage()));
        return Fault.usage(
                FaultCode.UNREADABLE_FILE,
                "cannot read events from table " + name + ": " + why + "; nothing was charged",
                "It needs the columns " + String.join(", ", EventSource.COLUMNS.names()) + ".",
                cause);
    }

    EventSource.Rows open(Connection connection) {
        try {
            PreparedStatement statement = connection.prepareStatement(select());
            statement.setFetchSize(ROWS_AT_ONCE);
            ResultSet rows = statement.executeQuery();
            return new Rows(this, connection, statement, rows);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static final class Rows implements EventSource.Rows {
        private final TableRows table;
        private final Connection connection;
        private final PreparedStatement statement;
        private final ResultSet rows;
        private long line;

        Rows(TableRows table, Connection connection, PreparedStatement statement, ResultSet rows) {
            this.table = table;
            this.connection = connection;
            this.statement = statement;
            this.rows = rows;
        }

        @Override
        public Optional<CheckedRows.Row> next() {
            try {
                if (!rows.next()) {
                    return Optional.empty();
                }
                List<@Nullable String> values = new ArrayList<>();
                for (int i = 1; i <= EventSource.COLUMNS.all().size(); i++) {
                    String value = rows.getString(i);
                    values.add(value == null && i <= 4 ? "" : value); // what must be there is judged as a file's
                }
                return Optional.of(CheckedRows.judge(++line, values, EventSource.COLUMNS));
            } catch (SQLException e) {
                throw table.unreadable(e);
            }
        }

        /** Asked again in the same snapshot as the rows. */
        @Override
        public String sha256() {
            return table.sha256(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        }

        @Override
        public void close() {
            try {
                statement.close();
            } catch (SQLException e) {
                throw SqlFaults.translate(e);
            }
        }
    }
}
