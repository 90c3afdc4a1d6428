package dev.bursar.operations;

import dev.bursar.database.Database;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The nodes of a database, as anybody can see them. */
public final class Nodes {
    private final JdbcClient client;

    public Nodes(Database database) {
        this.client = database.client();
    }

    /** The application name of sessions that are ended when their node is found lost. */
    public static String sessionName(String nodeId) {
        return Sessions.ofNode(nodeId);
    }

    /** Those that have not left, oldest first; a lost one is among them until its leaving was noticed. */
    public List<NodeRow> present() {
        return client.sql("SELECT * FROM node_state ORDER BY started_at, id")
                .query(NodeRow::read)
                .list();
    }

    /** Whether no node is there that could go on with anything. */
    boolean areAway() {
        return present().stream().noneMatch(node -> node.alive() && !node.stopping());
    }

    /**
     * Ends what is left of nodes that were killed, are frozen or cut off: their sessions may hold locks that all others wait for.
     *
     * @return the nodes that are gone with this
     */
    public List<NodeRow> buryLost() {
        return present().stream().filter(node -> !node.alive() && bury(node)).toList();
    }

    /**
     * Runs of which partitions are still offered to the nodes although they are not at work: left behind by a coordinator that
     * died. Every node clears them away within some seconds, so that those which stay tell of trouble with Quartz.
     */
    public List<Long> runsWithOrphans() {
        return runsWithOrphans(client);
    }

    static List<Long> runsWithOrphans(JdbcClient client) {
        return client.sql("""
                        SELECT DISTINCT CAST(substring(d.job_group FROM 5) AS bigint) AS run_id
                        FROM qrtz_job_details d
                        WHERE d.job_group ~ '^run-[0-9]+$'
                          AND NOT EXISTS (SELECT FROM run r WHERE d.job_group = 'run-' || r.id AND r.status = 'RUNNING')
                        ORDER BY run_id
                        """).query(Long.class).list();
    }

    private boolean bury(NodeRow node) {
        boolean ours = client.sql("""
                        UPDATE node SET ended_at = clock_timestamp(), lost = true
                        WHERE id = :id AND ended_at IS NULL
                          AND (heartbeat_at <= clock_timestamp() - lease() OR NOT lock_is_held('bursar.node.' || id))
                        """).param("id", node.id()).update() == 1;
        if (ours) {
            var _ = Sessions.endOfNode(client, node.id());
        }
        return ours;
    }
}
