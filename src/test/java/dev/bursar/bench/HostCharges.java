package dev.bursar.bench;

import dev.bursar.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A host that has no bulk: calls {@code charge} for one event after the other and commits each, on one connection. Only for the first
 * {@value #SAMPLE} events; what all of them would take is reckoned from that.
 */
final class HostCharges {
    private static final int SAMPLE = 5_000;
    private static final int UNTIMED = 200;

    private final Database database;

    HostCharges(Database database) {
        this.database = database;
    }

    /** Seconds for all events. */
    double run() throws SQLException {
        try (Connection reading = database.connect();
                Connection charging = database.connect();
                Statement statement = reading.createStatement();
                PreparedStatement charge =
                        charging.prepareStatement("SELECT charge(?, ?, ?, ?, ?, ?, ?, ?, NULL)::text")) {
            long all = number(statement, "SELECT count(*) FROM bench_event");
            setClock(charging); // in the period that the events fell into
            long begun = System.nanoTime();
            int charged = 0;
            try (ResultSet event = statement.executeQuery(
                    "SELECT user_id, action, quantity, model, input_tokens, output_tokens, items, request_id FROM bench_event ORDER BY occurred_at LIMIT "
                            + (SAMPLE + UNTIMED))) {
                while (event.next()) {
                    if (charged == UNTIMED) { // plans and caches are warm
                        begun = System.nanoTime();
                    }
                    charge(event, charge);
                    charged++;
                }
            }
            return (System.nanoTime() - begun) / 1e9 / (charged - UNTIMED) * all;
        }
    }

    private static void setClock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET bursar.clock = '2026-10-31T12:00:00Z'");
        }
    }

    private static void charge(ResultSet event, PreparedStatement charge) throws SQLException {
        for (int i = 1; i <= 8; i++) {
            charge.setObject(i, event.getObject(i));
        }
        try (ResultSet answer = charge.executeQuery()) {
            answer.next();
            if (!answer.getString(1).contains("\"charged\"")) {
                throw new IllegalStateException(answer.getString(1));
            }
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
