package dev.bursar.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How one schedule stands.
 *
 * @param state what it does
 * @param why it is paused, waits or is late
 * @param run what is at work
 * @param watermark business time up to which every slot was taken up
 * @param lag how long the oldest slot that is not done has been waiting; zero if none is
 * @param queued intervals that wait
 */
public record Standing(
        State state, Optional<String> why, Optional<Long> run, Instant watermark, Duration lag, long queued) {
    /** What a schedule does. */
    public enum State {
        /** No wake has happened yet. */
        NEW,
        /** Nothing is due. */
        ACTIVE,
        /** An interval is due and held up. */
        WAITING,
        /** An interval is at work. */
        RUNNING,
        /** An interval was not done by its deadline. */
        LATE,
        /** An operator, or a failure, holds it up. */
        PAUSED,
        /** Another version of its manifest decides: this bursar leaves it alone. */
        ODD
    }
}
