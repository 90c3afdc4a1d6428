package dev.bursar.bench;

import dev.bursar.database.Database;
import dev.bursar.database.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The floor: set-based statements that write the same rows in one transaction, and know no rule. */
final class BareSql {
    private final Database database;

    BareSql(Database database) {
        this.database = database;
    }

    double run() throws SQLException {
        long begun = System.nanoTime();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(Statements.read("bench/bare.sql"));
            connection.commit();
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}
