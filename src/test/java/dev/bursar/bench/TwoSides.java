package dev.bursar.bench;

import dev.bursar.database.Database;
import dev.bursar.database.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Others who compare the two sides: by one FULL JOIN, or request by request. */
final class TwoSides {
    /** What the legacy system has charged. */
    static final String LEGACY = "old_charges";

    /** Request by request, so many are measured; the rest is reckoned. */
    private static final long SAMPLE = 50_000;

    private final Database database;

    TwoSides(Database database) {
        this.database = database;
    }

    /** The floor: how many requests there are of each kind of difference, and how much they are off. */
    double join() throws SQLException {
        long begun = System.nanoTime();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Statements.read("bench/full-join.sql"))) {
            if (!row.next()) {
                throw new IllegalStateException("nothing was compared");
            }
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /** What one would write first: reads the log and asks for each request what was charged. */
    double oneByOne() throws SQLException {
        long lines;
        long asked = 0;
        long begun;
        try (Connection reading = database.connect();
                Connection asking = database.connect();
                Statement log = reading.createStatement();
                PreparedStatement charge =
                        asking.prepareStatement("SELECT credits FROM " + LEGACY + " WHERE request_id = ?")) {
            lines = count(reading);
            begun = System.nanoTime();
            reading.setAutoCommit(false);
            log.setFetchSize(1_000);
            try (ResultSet row = log.executeQuery(
                    "SELECT request_id, priced_millicredits FROM usage_event WHERE logged LIMIT " + SAMPLE)) {
                while (row.next()) {
                    charge.setString(1, row.getString(1));
                    try (ResultSet answer = charge.executeQuery()) {
                        answer.next();
                        asked++;
                    }
                }
            }
        }
        return (System.nanoTime() - begun) / 1e9 * lines / asked;
    }

    private static long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM usage_event WHERE logged")) {
            row.next();
            return row.getLong(1);
        }
    }
}
