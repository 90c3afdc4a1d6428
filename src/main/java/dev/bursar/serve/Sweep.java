package dev.bursar.serve;

import dev.bursar.database.Database;
import dev.bursar.operations.Cluster;
import dev.bursar.operations.NodeRow;
import dev.bursar.operations.Nodes;
import dev.bursar.operations.Recovery;
import dev.bursar.schedule.Look;
import dev.bursar.schedule.Wakes;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node does once a second, and when Quartz wakes it: sees who lives, and, as the first of those who do, goes on with what
 * the dead left behind, looks at the queue and starts what is due. Every part of it may be done by several nodes at once; that
 * one is first only spares the database the others' questions.
 */
final class Sweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final String SLOTS = "slots";

    private final Cluster cluster;
    private final Function<String, Stay> stays;
    private final Dispatch dispatch;
    private final Woken woken;
    private final Vitals vitals;
    private @Nullable Stay stay;
    private Optional<Instant> wakeSet = Optional.empty();
    private volatile Optional<NodeRow> self = Optional.empty();

    /** @param stays makes what looks at the queue under an id of this node */
    Sweep(Cluster cluster, Function<String, Stay> stays, Dispatch dispatch, Woken woken, Vitals vitals) {
        this.cluster = cluster;
        this.stays = stays;
        this.dispatch = dispatch;
        this.woken = woken;
        this.vitals = vitals;
    }

    /** This node as its row stood at the last turn; empty while it is none. */
    Optional<NodeRow> self() {
        return self;
    }

    /** One turn; {@code again} asks for another one soon. */
    void turn(Database database, Runnable again) {
        vitals.turns();
        try {
            List<NodeRow> nodes = present(database);
            boolean isFirst = nodes.stream()
                    .filter(node -> node.alive() && !node.stopping())
                    .findFirst()
                    .equals(self);
            boolean isWoken = woken.take();
            if (self.isPresent() && (isFirst || isWoken) && !vitals.isStopping()) {
                lead(database, stay(self.get().id()), again);
            }
            vitals.answered();
        } catch (RuntimeException e) {
            leave();
            throw e;
        } finally {
            vitals.turns();
        }
    }

    private Stay stay(String nodeId) {
        Stay present = stay;
        if (present == null || !present.nodeId().equals(nodeId)) {
            leave();
            present = stays.apply(nodeId);
            stay = present;
        }
        return present;
    }

    private void leave() {
        if (stay != null) {
            stay.close();
            stay = null;
        }
    }

    private List<NodeRow> present(Database database) {
        Nodes nodes = new Nodes(database);
        List<NodeRow> present = nodes.present();
        Optional<String> id = cluster.nodeId();
        self = present.stream()
                .filter(node -> id.filter(node.id()::equals).isPresent())
                .findFirst();
        if (present.stream().anyMatch(node -> !node.alive())) {
            nodes.buryLost()
                    .forEach(lost -> LOG.warn(
                            "node {} (process {} on {}) is lost; it was last heard of at {}",
                            lost.id(),
                            lost.processId(),
                            lost.host(),
                            lost.heartbeatAt()));
        }
        return present;
    }

    private void lead(Database database, Stay here, Runnable again) {
        new Recovery(database).look().forEach(dead -> dispatch.recover(dead, cluster, again));
        Look look = here.wakes().look();
        look.news().forEach(dispatch::say);
        look.startable().forEach(job -> dispatch.startNext(job, here.wakes(), again));
        setWake(database, here.wakes());
    }

    /**
     * The wake is for the next slot of any schedule. It is in real time, slots in business time: under a fixed clock nothing
     * becomes due by waiting.
     */
    private void setWake(Database database, Wakes wakes) {
        Instant now = database.client()
                .sql("SELECT business_now()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        if (Duration.between(now, Instant.now()).abs().compareTo(Duration.ofHours(1)) > 0) {
            return;
        }
        Optional<Instant> next = wakes.nextSlot(now);
        if (!next.equals(wakeSet)) {
            next.ifPresentOrElse(slot -> cluster.wakeAt(SLOTS, slot), () -> cluster.forgetWake(SLOTS));
            wakeSet = next;
        }
    }

    @Override
    public void close() {
        leave();
    }
}
