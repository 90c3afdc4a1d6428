package dev.bursar.operations;

import dev.bursar.database.Database;
import dev.bursar.database.SqlFaults;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process as one of the nodes that share schedules and the partitions of runs. It says once a second that it lives. Once
 * it was silent for longer than the lease, its work is others' and it joins anew by itself, under a new id.
 */
public final class Cluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    private final Database database;
    private final String version;
    private final String manifests;
    private final Consumer<String> onWake;
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("node-heartbeat").factory());
    private volatile @Nullable ClusterNode present;
    private @Nullable String before;

    private Cluster(Database database, String version, String manifests, Consumer<String> onWake) {
        this.database = database;
        this.version = version;
        this.manifests = manifests;
        this.onWake = onWake;
    }

    /**
     * Joins the nodes of a database.
     *
     * @param database stays open as long as the cluster
     * @param version of this bursar
     * @param manifests what this node goes by, in JSON: field by field of each job
     * @param onWake is told the key of each {@link #wakeAt} whose time has come, on whichever node takes it; it must be quick,
     *     and bear being called twice
     * @throws Fault of exit 1 if the database cannot be reached, of exit 4 if its schema is not this bursar's
     */
    public static Cluster join(Database database, String version, String manifests, Consumer<String> onWake) {
        try (Database own = database.another()) {
            own.requireCurrentSchema();
        }
        Cluster cluster = new Cluster(database, version, manifests, onWake);
        cluster.present = cluster.enter();
        var _ = cluster.pulse.scheduleWithFixedDelay(cluster::beat, 1, 1, TimeUnit.SECONDS);
        return cluster;
    }

    private ClusterNode enter() {
        return ClusterNode.enter(database, Membership.join(database, version, manifests, before), onWake);
    }

    /** This node's id at present; empty while it is cut off from the database and others have its work. */
    public Optional<String> nodeId() {
        return Optional.ofNullable(present).map(ClusterNode::id);
    }

    /**
     * Has some node called at an instant; a time set before under the same key no longer counts. What has passed is called at
     * once. A call can come late or twice and, when a node dies in it, not at all: it wakes, it is not the truth.
     *
     * @throws Fault of exit 1 if the database cannot be reached
     */
    public void wakeAt(String key, Instant at) {
        here().wakeAt(key, at);
    }

    /** Takes back {@link #wakeAt}. */
    public void forgetWake(String key) {
        here().forgetWake(key);
    }

    ClusterNode here() {
        ClusterNode node = present;
        if (node == null) {
            throw Fault.failed(
                    FaultCode.DATABASE_UNREACHABLE,
                    "this node is cut off from the database; others have its work",
                    "It joins again by itself as soon as the database answers.");
        }
        return node;
    }

    private void beat() {
        ClusterNode node = present;
        try {
            if (node == null) {
                present = enter();
                LOG.info("joined again as node {}", here().id());
            } else {
                node.beat();
            }
        } catch (RuntimeException e) {
            if (node == null) {
                LOG.debug("cannot join again yet", e);
            } else {
                LOG.warn(
                        "node {} gives its work to the others: {}",
                        node.id(),
                        SqlFaults.find(e).map(Fault::getMessage).orElse(e.getMessage()));
                present = null;
                before = node.id();
                node.abandon();
            }
        }
    }

    /** Takes no more work, lets every partition in hand finish its range, gives them back, and leaves. */
    @Override
    public void close() {
        pulse.shutdown();
        boolean interrupted = false;
        try {
            if (!pulse.awaitTermination(Sessions.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                pulse.shutdownNow();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        ClusterNode node = present;
        present = null;
        if (node != null) {
            node.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
