package dev.bursar.database;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A session advisory lock on a connection of its own. PostgreSQL lets go of it the moment that the process or its connection
 * dies, so a lock that can be taken means that nobody is at work under its name.
 */
public final class SessionLock implements AutoCloseable {
    /** The name under which a database is held while a backup comes back into it: until it is in maintenance nobody may act there. */
    public static final String RESTORE = "bursar.restore";

    private static final Logger LOG = LoggerFactory.getLogger(SessionLock.class);

    private final String name;
    private final SingleConnectionDataSource connection;

    private SessionLock(String name, SingleConnectionDataSource connection) {
        this.name = name;
        this.connection = connection;
    }

    /**
     * Takes the lock without waiting.
     *
     * @param name of any length; two names share a lock with a chance of one in 2^64
     * @return it, to be closed by the caller; empty if somebody has it
     */
    public static Optional<SessionLock> take(Database database, String name) {
        SingleConnectionDataSource connection = new SingleConnectionDataSource(database.connect(), true);
        boolean taken = JdbcClient.create(connection)
                .sql("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")
                .param("name", name)
                .query(Boolean.class)
                .single();
        if (taken) {
            return Optional.of(new SessionLock(name, connection));
        }
        connection.destroy();
        return Optional.empty();
    }

    /** Whether any session of the database has the lock; looking does not take it, and needs no schema. */
    static boolean isHeld(JdbcClient client, String name) {
        return client.sql("""
                        SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                                       WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND d.datname = current_database()
                                         AND (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended(:name, 0))
                        """).param("name", name).query(Boolean.class).single();
    }

    /** Lets go before it hangs up: the server may notice a closed connection only after somebody else has asked for the lock. */
    @Override
    public void close() {
        try {
            var _ = JdbcClient.create(connection)
                    .sql("SELECT pg_advisory_unlock(hashtextextended(:name, 0))")
                    .param("name", name)
                    .query(Boolean.class)
                    .single();
        } catch (DataAccessException e) {
            LOG.debug("the connection that held {} is gone, and the lock with it", name, e);
        } finally {
            connection.destroy();
        }
    }
}
