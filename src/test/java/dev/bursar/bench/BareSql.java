package dev.bursar.bench;

import dev.bursar.database.Database;
import dev.bursar.database.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The floor: set-based statements that write the same rows in one transaction, and know no rule. */
final class BareSql {
    private final Database database;
    private final String script;

    BareSql(Database database, String script) {
        this.database = database;
        this.script = script;
    }

    double run() throws SQLException {
        long begun = System.nanoTime();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(Statements.read(script));
            connection.commit();
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}
