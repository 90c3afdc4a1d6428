package dev.bursar.shadow;

import dev.bursar.database.SqlFaults;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.intake.Column;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A table or view of a legacy system in the same database, with the columns of {@link LegacyRow#COLUMNS}. */
final class LegacyTable implements LegacyRows {
    private static final int ROWS_AT_ONCE = 5_000;

    private final Connection connection;
    private final Statement statement;
    private final ResultSet rows;
    private long line;

    private LegacyTable(Connection connection, Statement statement, ResultSet rows) {
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
    }

    /** The query of its rows as texts; throws a fault of exit 2 if there is no such table, or a column is missing. */
    static String query(String table, JdbcClient client) {
        String name = name(table, client);
        List<String> there =
                client.sql("""
                        SELECT attname FROM pg_attribute WHERE attrelid = CAST(:name AS regclass) AND attnum > 0 AND NOT attisdropped
                        """).param("name", name).query(String.class).list();
        List<String> missing = LegacyRow.COLUMNS.all().stream()
                .filter(column -> column.required() && !there.contains(column.name()))
                .map(Column::name)
                .toList();
        if (!missing.isEmpty()) {
            throw Fault.usage(
                    FaultCode.MALFORMED_FILE,
                    "table " + table + " has no column " + String.join(", ", missing),
                    "It needs user_id, credit_type, credits and occurred_at, and may have request_id, action and model: make a view of it.");
        }
        return LegacyRow.COLUMNS.names().stream()
                .map(column -> !there.contains(column)
                        ? "NULL"
                        : column.equals("occurred_at") ? instant(column) : column + "::text")
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + name));
    }

    private static String instant(String column) {
        return "to_char(" + column + "::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    }

    /** As PostgreSQL quotes it, so that nothing else can be meant. */
    private static String name(String table, JdbcClient client) {
        Optional<String> name = Optional.empty();
        try {
            name = client.sql("SELECT to_regclass(:name)::text AS name")
                    .param("name", table)
                    .query((row, index) -> Optional.ofNullable(row.getString("name")))
                    .single();
        } catch (DataAccessException _) {
            // no name at all: said below
        }
        return name.orElseThrow(() -> Fault.usage(
                FaultCode.UNREADABLE_FILE,
                "there is no table '" + table + "' that this login can see",
                "Name it with its schema, as table:legacy.charges."));
    }

    /** Begins to read it, a few thousand rows at a time, on a connection of its own. */
    static LegacyTable open(String query, Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Statement statement = connection.createStatement();
        statement.setFetchSize(ROWS_AT_ONCE);
        return new LegacyTable(connection, statement, statement.executeQuery(query));
    }

    @Override
    public Optional<Row> next() {
        try {
            if (!rows.next()) {
                return Optional.empty();
            }
            List<@Nullable String> values = new ArrayList<>();
            for (int i = 1; i <= LegacyRow.COLUMNS.all().size(); i++) {
                values.add(rows.getString(i));
            }
            return Optional.of(new Row(++line, values, Optional.empty()));
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    @Override
    public @Nullable String sha256() {
        return null;
    }

    @Override
    public void close() {
        try (connection;
                statement;
                rows) {
            connection.rollback();
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }
}
