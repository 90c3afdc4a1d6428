package dev.bursar.operations;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a run is.
 *
 * @param run its id
 * @param done ids worked through, in this round
 * @param all ids to work through; 0 while nothing is cut
 * @param written what it has written, in this round
 * @param busy customers to come back to
 * @param doneBefore ids worked through before this start
 * @param elapsed since this start
 */
public record Progress(long run, long done, long all, long written, long busy, long doneBefore, Duration elapsed) {
    /** Share of the work done, 0 to 100; empty while it is unknown. */
    public Optional<Integer> percent() {
        return all == 0 ? Optional.empty() : Optional.of((int) (done * 100 / all));
    }

    /** Ids per second since this start. */
    public long rate() {
        long millis = Math.max(1, elapsed.toMillis());
        return (done - doneBefore) * 1000 / millis;
    }

    /** Time left at the present rate; empty while there is none. */
    public Optional<Duration> left() {
        return rate() == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds((all - done) / rate()));
    }
}
