package dev.bursar.operations;

import dev.bursar.database.Database;
import dev.bursar.run.CurrentRun;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The lock of one job, whatever its interval and scope: a session advisory lock on a connection of its own. PostgreSQL lets go
 * of it the moment that the process or its connection dies, so a lock that can be taken means that nobody is at work.
 */
final class JobLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobLock.class);

    private final String job;
    private final SingleConnectionDataSource connection;

    private JobLock(String job, SingleConnectionDataSource connection) {
        this.job = job;
        this.connection = connection;
    }

    /**
     * Takes the lock without waiting; empty if somebody has it. The connection counts as lost once an answer takes longer than
     * {@link Sessions#PATIENCE}.
     */
    static Optional<JobLock> take(Database database, String job) {
        SingleConnectionDataSource connection =
                new SingleConnectionDataSource(database.connect("bursar job " + job, Sessions.PATIENCE), true);
        boolean taken = JdbcClient.create(connection)
                .sql("SELECT pg_try_advisory_lock(hashtextextended('bursar.run.' || :job, 0))")
                .param("job", job)
                .query(Boolean.class)
                .single();
        if (taken) {
            return Optional.of(new JobLock(job, connection));
        }
        connection.destroy();
        return Optional.empty();
    }

    /** The connection that holds the lock; losing it is losing the lock. */
    SingleConnectionDataSource connection() {
        return connection;
    }

    /** From now on the session can be found as one of this start of a run. */
    void worksFor(CurrentRun run) {
        var _ = JdbcClient.create(connection)
                .sql("SELECT set_config('application_name', :name, false)")
                .param("name", Sessions.ofRun(run))
                .query(String.class)
                .single();
    }

    /** Lets go before it hangs up: the server may notice a closed connection only after the next command has asked for the lock. */
    @Override
    public void close() {
        try {
            var _ = JdbcClient.create(connection)
                    .sql("SELECT pg_advisory_unlock(hashtextextended('bursar.run.' || :job, 0))")
                    .param("job", job)
                    .query(Boolean.class)
                    .single();
        } catch (DataAccessException e) {
            LOG.debug("the connection that held the lock of {} is gone, and the lock with it", job, e);
        } finally {
            connection.destroy();
        }
    }
}
