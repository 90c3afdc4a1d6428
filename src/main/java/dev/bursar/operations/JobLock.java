package dev.bursar.operations;

import dev.bursar.database.Database;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The lock of one job, whatever its interval and scope: a session advisory lock on a connection of its own. PostgreSQL lets go
 * of it the moment that the process or its connection dies, so a lock that can be taken means that nobody is at work.
 */
final class JobLock implements AutoCloseable {
    private final SingleConnectionDataSource connection;

    private JobLock(SingleConnectionDataSource connection) {
        this.connection = connection;
    }

    /** Takes the lock without waiting; empty if somebody has it. */
    static Optional<JobLock> take(Database database, String job) {
        SingleConnectionDataSource connection = new SingleConnectionDataSource(database.connect(), true);
        boolean taken = JdbcClient.create(connection)
                .sql("SELECT pg_try_advisory_lock(hashtextextended('bursar.run.' || :job, 0))")
                .param("job", job)
                .query(Boolean.class)
                .single();
        if (taken) {
            return Optional.of(new JobLock(connection));
        }
        connection.destroy();
        return Optional.empty();
    }

    /** The connection that holds the lock; losing it is losing the lock. */
    SingleConnectionDataSource connection() {
        return connection;
    }

    @Override
    public void close() {
        connection.destroy();
    }
}
