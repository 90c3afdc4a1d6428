package dev.bursar.database.backup;

import dev.bursar.database.Database;
import dev.bursar.database.SqlFaults;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The database as it was at one moment, for as long as this is open; it holds up nobody. */
final class Snapshot implements AutoCloseable {
    private final Connection connection;
    private final JdbcClient client;

    private Snapshot(Connection connection) {
        this.connection = connection;
        this.client = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    /** Of this very moment. */
    static Snapshot of(Database database) {
        Connection connection = database.connect();
        try {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_current_snapshot()"); // the first statement takes the snapshot
            }
            return new Snapshot(connection);
        } catch (SQLException e) {
            closeQuietly(connection, e);
            throw SqlFaults.translate(e);
        }
    }

    Totals totals() {
        return Totals.read(client);
    }

    /** A name under which another session can see the same. */
    String exported() {
        return client.sql("SELECT pg_export_snapshot()").query(String.class).single();
    }

    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    private static void closeQuietly(Connection connection, SQLException why) {
        try {
            connection.close();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }
}
