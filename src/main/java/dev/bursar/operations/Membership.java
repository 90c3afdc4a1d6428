package dev.bursar.operations;

import dev.bursar.database.Database;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** This process as a node: its row, and the connection that holds its lock and beats. Lost once, it is lost for good. */
final class Membership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    private final String id;
    private final SingleConnectionDataSource connection;
    private final JdbcClient client;

    private Membership(String id, SingleConnectionDataSource connection) {
        this.id = id;
        this.connection = connection;
        this.client = JdbcClient.create(connection);
    }

    /**
     * Becomes a node under a new id.
     *
     * @param version of this bursar
     * @param manifests what it goes by, in JSON: field by field of each job
     * @param before its id before it was cut off; null if it is new
     */
    static Membership join(Database database, String version, String manifests, @Nullable String before) {
        String host = Machine.host();
        String id = "%.24s-%d-%04x"
                .formatted(
                        host, Machine.processId(), ThreadLocalRandom.current().nextInt(0x10000));
        SingleConnectionDataSource connection =
                new SingleConnectionDataSource(database.connect(Sessions.ofNode(id), Sessions.PATIENCE), true);
        Membership membership = new Membership(id, connection);
        try {
            membership.enter(host, version, manifests);
            membership.succeed(before);
            return membership;
        } catch (RuntimeException e) {
            connection.destroy();
            throw e;
        }
    }

    /** Lock before row: who sees the row finds the lock held. */
    private void enter(String host, String version, String manifests) {
        var _ = client.sql("SELECT pg_advisory_lock(hashtextextended('bursar.node.' || :id, 0))::text")
                .param("id", id)
                .query(String.class)
                .single();
        client.sql("""
                        INSERT INTO node (id, host, process_id, version, manifests)
                        VALUES (:id, :host, :process, :version, :manifests::jsonb)
                        """)
                .param("id", id)
                .param("host", host)
                .param("process", Machine.processId())
                .param("version", version)
                .param("manifests", manifests)
                .update();
    }

    /** What is back is not to be mourned. */
    private void succeed(@Nullable String before) {
        if (before != null) {
            client.sql("UPDATE node SET successor_id = :id WHERE id = :before")
                    .param("id", id)
                    .param("before", before)
                    .update();
        }
    }

    String id() {
        return id;
    }

    /** Says that it lives, and how its clock stands; throws if the others have given it up, or may have. */
    void beat() {
        boolean alive = client.sql("""
                        UPDATE node
                        SET heartbeat_at = clock_timestamp(),
                            clock_skew_millis = :now - CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)
                        WHERE id = :id AND ended_at IS NULL AND heartbeat_at > clock_timestamp() - lease()
                        """)
                        .param("now", System.currentTimeMillis())
                        .param("id", id)
                        .update()
                == 1;
        if (!alive) {
            throw Fault.failed(
                    FaultCode.DATABASE_UNREACHABLE,
                    "node " + id + " was silent for too long, so its work was given to others",
                    "It joins again by itself, under a new id.");
        }
    }

    /** Tells the others that it takes no more work. */
    void stopping() {
        client.sql("UPDATE node SET stopping = true WHERE id = :id")
                .param("id", id)
                .update();
    }

    /** Leaves: row before lock, so that nobody takes it for killed. */
    @Override
    public void close() {
        try {
            client.sql("UPDATE node SET ended_at = clock_timestamp() WHERE id = :id AND ended_at IS NULL")
                    .param("id", id)
                    .update();
        } catch (DataAccessException e) {
            LOG.debug("node {} could not say that it leaves; the others will notice", id, e);
        } finally {
            connection.destroy();
        }
    }
}
