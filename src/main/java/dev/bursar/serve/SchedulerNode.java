package dev.bursar.serve;

import dev.bursar.alerts.AlertWatch;
import dev.bursar.config.Settings;
import dev.bursar.database.Database;
import dev.bursar.flags.EnvironmentFlags;
import dev.bursar.guardrails.SpendingReviews;
import dev.bursar.operations.Cluster;
import dev.bursar.schedule.Schedules;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A scheduler node in this process: from {@link #start} it takes part, until {@link #close}. */
public final class SchedulerNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerNode.class);

    /** A statement of a round without an answer for this long counts as lost with its connection. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LONG_LOOK = Duration.ofMinutes(5);

    private final Settings settings;
    private final Database database;
    private final Vitals vitals = new Vitals();
    private final Coordinators coordinators = new Coordinators();
    private final HttpDoor door;

    /** What is to be closed, the last first. */
    private final Deque<Runnable> open = new ArrayDeque<>();

    private volatile @Nullable Round sweeping;

    private SchedulerNode(Settings settings, Database database, HttpDoor door) {
        this.settings = settings;
        this.database = database;
        this.door = door;
        open.push(door::close);
    }

    /**
     * Publishes the environment's switches, joins the nodes of the database and begins to work.
     *
     * @param environment in which alerts find the addresses of their sinks
     * @param database stays open as long as the node
     * @param port on loopback; 0 for any free one
     * @param version of this bursar
     * @throws dev.bursar.fault.Fault of exit 1 if the port is taken or the database cannot be reached, of exit 2 if a manifest, a
     *     setting or the alert file is malformed, of exit 4 if the schema is not this bursar's
     */
    public static SchedulerNode start(
            Settings settings, Map<String, String> environment, Database database, int port, String version) {
        Schedules schedules = new Schedules(settings);
        AlertWatch alerts = AlertWatch.of(database, settings, environment);
        SchedulerNode node = new SchedulerNode(settings, database, HttpDoor.open(port));
        try {
            node.publishFlags();
            node.join(schedules, alerts, version);
            return node;
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    private void publishFlags() {
        database.requireCurrentSchema();
        database.inTransaction(client -> new EnvironmentFlags(client).publish(settings, "published by serve"))
                .forEach(change -> LOG.info(
                        "switch {}: the environment {}",
                        change.flag(),
                        change.after().map(value -> "sets " + value).orElse("sets it no longer; operators are heard")));
    }

    private void join(Schedules schedules, AlertWatch alerts, String version) {
        NodeFigures figures = new NodeFigures(version);
        open.push(figures::close);
        Dispatch dispatch = new Dispatch(database, schedules, coordinators, figures);
        Woken woken = new Woken(figures, this::sweepNow);
        Cluster cluster = Cluster.join(database, version, Manifests.describe(schedules), woken);
        open.push(cluster::close);
        Sweep sweep = new Sweep(
                cluster,
                id -> new Stay(id, database, schedules, request -> dispatch.start(request, cluster)),
                dispatch,
                woken,
                vitals);
        open.push(sweep::close);
        Checks checks = new Checks(schedules, sweep::self);
        SharedFigures shared = new SharedFigures(own("bursar figures"), figures.registry(), vitals);
        open.push(shared::close);
        Exposition exposition = new Exposition(figures, shared, sweep, coordinators);
        door.answer(new Probes(vitals, sweep, checks).paths(exposition::text));
        sweeping = round("sweep", 1, db -> figures.sweep(() -> sweep.turn(db, this::sweepNow)));
        round("checks", 10, checks::turn);
        round("rules", 15, _ -> alerts.evaluate());
        round("messages", 5, _ -> alerts.deliver());
        watchSpending();
        open.push(coordinators::close); // first to end: what it waits for needs all the others
        LOG.info("joined as node {}", cluster.nodeId().orElse("?"));
    }

    private Round round(String name, int everySeconds, Consumer<Database> work) {
        Round round = Round.of(name, Duration.ofSeconds(everySeconds), own("bursar " + name), work, vitals);
        open.push(round::close);
        return round;
    }

    /** Of all nodes, one looks each minute. After an outage there is much to look at, and nobody waits for it. */
    private void watchSpending() {
        Round round = Round.of(
                "guardrails",
                Duration.ofMinutes(1),
                database.another("bursar guardrails", LONG_LOOK),
                SchedulerNode::lookAtSpending,
                vitals);
        open.push(round::close);
    }

    private static void lookAtSpending(Database database) {
        database.inTransaction(client -> new SpendingReviews(client).checkRecent())
                .filter(look -> look.opened() > 0 || look.frozen() > 0)
                .ifPresent(look -> LOG.warn(
                        "spending: {} accounts are new up for review, {} users were frozen; see bursar guardrails reviews",
                        look.opened(),
                        look.frozen()));
    }

    private Database own(String name) {
        return database.another(name, PATIENCE);
    }

    private void sweepNow() {
        Round round = sweeping;
        if (round != null) {
            round.now();
        }
    }

    /** Where it answers over HTTP: {@code http://127.0.0.1:8088}. */
    public URI address() {
        return door.address();
    }

    /**
     * Takes no more work, lets its runs end after the range in hand, and leaves. The runs are stopped so that another node, or
     * this one when it comes back, goes on with them. Takes a minute at most for what cannot stop sooner; probes are answered
     * until the end.
     */
    @Override
    public void close() {
        vitals.stop();
        while (!open.isEmpty()) {
            try {
                Objects.requireNonNull(open.poll()).run();
            } catch (RuntimeException e) {
                LOG.warn("something of this node did not end well; the others recover what it had", e);
            }
        }
        LOG.info("left");
    }
}
