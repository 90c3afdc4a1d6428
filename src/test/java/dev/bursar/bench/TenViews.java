package dev.bursar.bench;

import dev.bursar.database.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The floor of a check: the rows of all ten views counted in one transaction, each over the whole ledger. */
final class TenViews {
    private final Database database;

    TenViews(Database database) {
        this.database = database;
    }

    double run() throws SQLException {
        long begun = System.nanoTime();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            for (int number = 1; number <= 10; number++) {
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM invariant_i" + number)) {
                    row.next();
                    if (row.getLong(1) > 0) {
                        throw new IllegalStateException("I" + number + " is broken");
                    }
                }
            }
            connection.commit();
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}
