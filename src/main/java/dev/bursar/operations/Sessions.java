package dev.bursar.operations;

import dev.bursar.run.CurrentRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Names of bursar's database sessions, by which those of the dead are found and ended. A frozen process keeps its transactions
 * open and its locks held until somebody does.
 */
final class Sessions {
    /** A heartbeat without an answer for this long is no heartbeat; about the lease, after which others take over. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private Sessions() {}

    /** Of one start of a run, in the process that coordinates it. */
    static String ofRun(CurrentRun run) {
        return "bursar run " + run.id() + "/" + run.fence();
    }

    /** Of a node that works on one of its partitions. */
    static String ofHelper(CurrentRun run, String nodeId) {
        return ofRun(run) + " " + nodeId;
    }

    /** Of a node itself. */
    static String ofNode(String nodeId) {
        return "bursar node " + nodeId;
    }

    /** Ends what is left of starts of a run before its present fence. */
    static List<String> endOfRun(JdbcClient client, long run, int fence) {
        return end(
                client,
                "application_name ~ ('^bursar run ' || :first || '/[0-9]+( |$)')"
                        + " AND CAST(substring(application_name FROM '/([0-9]+)') AS integer) < :second",
                run,
                fence);
    }

    /** Ends what a node has left open of its work on one start of a run. */
    static List<String> endOfHelper(JdbcClient client, CurrentRun run, String nodeId) {
        return end(client, "application_name IN (:first, :second)", ofHelper(run, nodeId), ofHelper(run, nodeId));
    }

    /** Ends everything of a node, its share in the work on runs as well. */
    static List<String> endOfNode(JdbcClient client, String nodeId) {
        return end(
                client,
                "(application_name = :first OR application_name LIKE :second)",
                ofNode(nodeId),
                "bursar run % " + nodeId);
    }

    /** The sessions, in words, that hold the lock of a job. */
    static List<String> holdingLockOf(JdbcClient client, String job) {
        return client.sql("""
                        SELECT a.pid, a.usename, a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND a.datname = current_database()
                          AND (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended('bursar.run.' || :job, 0)
                        """).param("job", job).query(Sessions::read).list().stream()
                .map(Session::toString)
                .toList();
    }

    private static Session read(ResultSet row, int index) throws SQLException {
        return new Session(row.getInt("pid"), row.getString("usename"), row.getString("application_name"));
    }

    /**
     * Ends the sessions that a condition names.
     *
     * @return what could not be ended, in words; empty if all is well
     */
    private static List<String> end(JdbcClient client, String condition, Object first, Object second) {
        return client
                .sql("SELECT pid, usename, application_name FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid() AND " + condition)
                .param("first", first)
                .param("second", second)
                .query(Sessions::read)
                .list()
                .stream()
                .filter(session -> !session.end(client))
                .map(Session::toString)
                .toList();
    }

    private record Session(int pid, String user, String name) {
        boolean end(JdbcClient client) {
            try {
                LOG.info("ends session {} of {} ({}), whose process is dead or frozen", pid, user, name);
                // false: it has gone by itself
                var _ = client.sql("SELECT pg_terminate_backend(:pid, 2000)")
                        .param("pid", pid)
                        .query(Boolean.class)
                        .single();
                return true;
            } catch (DataAccessException e) {
                LOG.warn("session {} of {} ({}) could not be ended: {}", pid, user, name, e.getMessage());
                return false;
            }
        }

        @Override
        public String toString() {
            return "session " + pid + " of " + user + " (" + name + ")";
        }
    }
}
