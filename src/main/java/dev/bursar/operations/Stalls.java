package dev.bursar.operations;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Notices partitions whose worker lives and yet does nothing: it hangs on a connection that is gone, or never heard that its
 * claim was granted. Taking such a partition away does no harm, since a token that was raised lets nothing of it be committed.
 */
final class Stalls {
    /** A range takes a fraction of a second, and nobody keeps a partition for more than a few. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Map<Integer, Standing> standings = new HashMap<>();
    private final LongSupplier nanos;

    /** @param nanos a clock as {@link System#nanoTime} */
    Stalls(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Standing(int token, long nextId, long since) {}

    /** Whether a partition is claimed and has not moved for too long; every look at it counts. */
    boolean isStalled(PartitionRows.State state) {
        Standing before = standings.get(state.number());
        if (before == null || before.token() != state.token() || before.nextId() != state.nextId()) {
            standings.put(state.number(), new Standing(state.token(), state.nextId(), nanos.getAsLong()));
            return false;
        }
        return state.isClaimed() && nanos.getAsLong() - before.since() > LONGEST.toNanos();
    }
}
