package dev.bursar.intake;

import dev.bursar.database.SqlFaults;
import dev.bursar.intake.TableShape.Field;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The rows of a table or view, as text: read under one snapshot, some thousands at a time, on a connection of its own. They come in
 * the order of the primary key, or as they lie (of a view: as it gives them). A NULL is an empty text, as in a file; a timestamp
 * with time zone is an instant in ISO 8601.
 */
final class TableRows implements SourceRows {
    private static final int ROWS_AT_ONCE = 5_000;

    private final Connection connection;
    private final TableShape shape;
    private final List<Field> fields;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private long line = 1;

    private TableRows(
            Connection connection, SourceName.OfTable table, Function<TableShape, List<Field>> asked, boolean inOrder)
            throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        JdbcClient client = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        this.shape = new TableShape(table, client);
        this.fields = asked.apply(shape);
        // else a scan of a large table begins wherever another one just is
        var _ = client.sql("SELECT set_config('synchronize_seqscans', 'off', true)")
                .query(String.class)
                .single();
        this.statement = connection.prepareStatement(select(table) + (inOrder ? order() : ""));
        statement.setFetchSize(ROWS_AT_ONCE);
        this.rows = statement.executeQuery();
    }

    private String select(SourceName.OfTable table) {
        return fields.stream()
                .map(field -> "t." + SourceName.quoted(field.name()))
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + table.quoted() + " AS t"));
    }

    private String order() {
        return shape.key().map(key -> " ORDER BY " + key).orElse("");
    }

    /** All columns. */
    static TableRows open(DataSource source, SourceName.OfTable table) {
        return open(source, table, TableShape::fields, true);
    }

    /** These columns, as far as it has them; throws a fault of exit 2 if one is missing. */
    static TableRows open(DataSource source, SourceName.OfTable table, Columns columns) {
        return open(source, table, shape -> shape.having(columns), true);
    }

    /** The same, as they lie. */
    static TableRows openInAnyOrder(DataSource source, SourceName.OfTable table, Columns columns) {
        return open(source, table, shape -> shape.having(columns), false);
    }

    private static TableRows open(
            DataSource source, SourceName.OfTable table, Function<TableShape, List<Field>> asked, boolean inOrder) {
        try {
            Connection connection = source.getConnection();
            try {
                return new TableRows(connection, table, asked, inOrder);
            } catch (SQLException | RuntimeException e) {
                giveBack(connection);
                throw e;
            }
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    @Override
    public List<String> header() {
        return fields.stream().map(Field::name).toList();
    }

    @Override
    public Optional<Row> next() {
        try {
            if (!rows.next()) {
                return Optional.empty();
            }
            List<String> values = new ArrayList<>(fields.size());
            for (int i = 1; i <= fields.size(); i++) {
                String value = text(i);
                values.add(value == null ? "" : value);
            }
            return Optional.of(new Row(++line, values, Optional.empty()));
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    private @Nullable String text(int column) throws SQLException {
        if (!fields.get(column - 1).type().equals("timestamptz")) {
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

    /** Of all columns, under the snapshot of the rows; may be asked for at any time. */
    @Override
    public String sha256() {
        return shape.fingerprint();
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
