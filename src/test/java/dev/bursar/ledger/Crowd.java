package dev.bursar.ledger;

import dev.bursar.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sessions that run at the same time, each on a connection of its own; an error of any of them is the test's. */
final class Crowd {
    /** What one session does with its connection. */
    interface Session {
        void run(Statements statements) throws Exception;
    }

    /** One connection's statements; the first column of each first row comes back as text. */
    record Statements(Connection connection) {
        String call(String sql, Object... parameters) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
                }
            }
        }
    }

    private final Database database;
    private final List<Session> sessions = new ArrayList<>();

    /** @param database whose connections carry the settings of the test */
    Crowd(Database database) {
        this.database = database;
    }

    Crowd with(Session session) {
        sessions.add(session);
        return this;
    }

    Crowd with(int number, Session session) {
        for (int i = 0; i < number; i++) {
            with(session);
        }
        return this;
    }

    /** Lets all sessions go at once and waits for the last. */
    void go() throws Exception {
        CyclicBarrier start = new CyclicBarrier(sessions.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(sessions.size())) {
            List<Future<Void>> ends = new ArrayList<>();
            for (Session session : sessions) {
                ends.add(threads.submit(alone(session, start)));
            }
            for (Future<Void> end : ends) {
                try {
                    end.get();
                } catch (ExecutionException e) {
                    throw new AssertionError("a session failed", e.getCause());
                }
            }
        }
    }

    private Callable<Void> alone(Session session, CyclicBarrier start) {
        return () -> {
            try (Connection connection = database.connect()) {
                start.await();
                session.run(new Statements(connection));
            }
            return null;
        };
    }
}
