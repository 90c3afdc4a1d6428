package dev.bursar.serve;

import dev.bursar.database.SqlFaults;
import dev.bursar.fault.Fault;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How this process is doing, as its rounds found it: whether they go round, whether the database answers them, and whether the
 * node is on its way out. Probes are answered from here, so that asking costs nothing and never waits.
 */
final class Vitals {
    private static final Logger LOG = LoggerFactory.getLogger(Vitals.class);

    private final long beganNanos = System.nanoTime();
    private volatile long lastTurnNanos = beganNanos;
    private volatile long lastAnswerNanos = beganNanos;
    private volatile boolean isStopping;
    private @Nullable Outage outage;

    /** @param sinceNanos when the database was first found away */
    private record Outage(long sinceNanos, Fault fault) {}

    /** The sweep begins or ends a round, whatever comes of it. */
    void turns() {
        lastTurnNanos = System.nanoTime();
    }

    /** How long the sweep has neither begun nor ended a round. */
    Duration sinceTurn() {
        return Duration.ofNanos(System.nanoTime() - lastTurnNanos);
    }

    /** A round had what it needed from the database. Says so in the log after an outage. */
    synchronized void answered() {
        lastAnswerNanos = System.nanoTime();
        if (outage != null) {
            LOG.info(
                    "the database answers again after {} s",
                    Duration.ofNanos(System.nanoTime() - outage.sinceNanos()).toSeconds());
            outage = null;
        }
    }

    /** A round failed. Says so in the log once for each outage, whatever the number of rounds that fail. */
    synchronized void failed(Throwable error) {
        Optional<Fault> known = SqlFaults.find(error);
        if (known.isEmpty()) {
            LOG.error(
                    "this should not have happened: {}; the node goes on, and says more under --debug",
                    error.toString(),
                    error);
        } else if (outage == null) {
            outage = new Outage(System.nanoTime(), known.get());
            LOG.warn("{}; this node tries again until it answers", known.get().getMessage());
        }
    }

    /** Why the database does not answer; empty if it does. */
    synchronized Optional<Fault> outage() {
        return Optional.ofNullable(outage).map(Outage::fault);
    }

    /** How long ago the database last answered the sweep. */
    Duration sinceAnswer() {
        return Duration.ofNanos(System.nanoTime() - lastAnswerNanos);
    }

    void stop() {
        isStopping = true;
    }

    boolean isStopping() {
        return isStopping;
    }
}
