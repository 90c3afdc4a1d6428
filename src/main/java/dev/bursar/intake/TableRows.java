package dev.bursar.intake;

import dev.bursar.database.SqlFaults;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The rows of a table or view, as text, in the order of their text: read under one snapshot, a thousand at a time, on a connection
 * of its own. A NULL is an empty text, as in a file; a timestamp with time zone is an instant in ISO 8601.
 */
public final class TableRows implements SourceRows {
    private static final int ROWS_AT_ONCE = 1_000;

    private static final String READABLE = "SELECT coalesce(has_table_privilege(to_regclass(:name), 'SELECT'), false)";

    private final Connection connection;
    private final String fingerprint;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final List<String> header = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private long line = 1;

    private TableRows(Connection connection, SourceName.OfTable table) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        this.fingerprint = fingerprint(JdbcClient.create(new SingleConnectionDataSource(connection, true)), table);
        this.statement = connection.prepareStatement(
                "SELECT t.* FROM " + table.quoted() + " AS t ORDER BY (t.*)::text COLLATE \"C\"");
        statement.setFetchSize(ROWS_AT_ONCE);
        this.rows = statement.executeQuery();
        ResultSetMetaData columns = rows.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            header.add(columns.getColumnName(i));
            types.add(columns.getColumnTypeName(i));
        }
    }

    static TableRows open(DataSource source, SourceName.OfTable table) {
        try {
            Connection connection = source.getConnection();
            try {
                return new TableRows(connection, table);
            } catch (SQLException | RuntimeException e) {
                giveBack(connection);
                throw e;
            }
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    /**
     * What identifies the rows of a table, whatever their order: how many they are, and two sums of their hashes. Texts of instants
     * depend on the session's zone, so that is set before the first row is asked for.
     */
    static String fingerprint(JdbcClient client, SourceName.OfTable table) {
        boolean readable = client.sql(READABLE)
                .param("name", table.quoted())
                .query(Boolean.class)
                .single();
        if (!readable) {
            throw Fault.usage(
                    FaultCode.UNREADABLE_FILE,
                    "there is no table or view " + table.quoted() + " that this login can read",
                    "Check schema and spelling, or grant SELECT on it.");
        }
        return Sha256.of(
                client.sql("""
                        SELECT f.content FROM (SELECT set_config('TimeZone', 'UTC', true) AS zone OFFSET 0) AS u CROSS JOIN LATERAL (
                            SELECT concat_ws(' ', count(*), sum(hashtextextended(t::text, 0)::numeric), sum(hashtextextended(t::text, 1)::numeric)) AS content
                            FROM %s AS t WHERE u.zone = 'UTC') AS f
                        """.formatted(table.quoted())).query(String.class).single());
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public Optional<Row> next() {
        try {
            if (!rows.next()) {
                return Optional.empty();
            }
            List<String> values = new ArrayList<>(header.size());
            for (int i = 1; i <= header.size(); i++) {
                String value = text(i);
                values.add(value == null ? "" : value);
            }
            return Optional.of(new Row(++line, values, Optional.empty()));
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    private @Nullable String text(int column) throws SQLException {
        if (!types.get(column - 1).equals("timestamptz")) {
            return rows.getString(column);
        }
        OffsetDateTime instant = rows.getObject(column, OffsetDateTime.class);
        return instant == null || instant.equals(OffsetDateTime.MAX) || instant.equals(OffsetDateTime.MIN)
                ? rows.getString(column)
                : instant.toInstant().toString();
    }

    @Override
    public long recodedLines() {
        return 0;
    }

    @Override
    public String sha256() {
        return fingerprint;
    }

    @Override
    public void close() {
        try {
            statement.close();
            giveBack(connection);
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    private static void giveBack(Connection connection) throws SQLException {
        try (connection) {
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(true);
        }
    }
}
