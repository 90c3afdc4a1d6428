package dev.bursar.alerts;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a message that did not arrive is tried again: after 5 s, then twice as long each time, up to 10 minutes, for a day. */
final class Backoff {
    /** A message is given up when its next try would come later than this after it was made. */
    static final Duration LONGEST = Duration.ofHours(24);

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofMinutes(10);
    private static final Duration MOST_ASKED_FOR = Duration.ofHours(1);

    private Backoff() {}

    /**
     * How long to wait.
     *
     * @param tries how often it was tried, from 1
     * @param asked what the sink asked for; respected up to an hour
     */
    static Duration after(int tries, @Nullable Duration asked) {
        Duration own = FIRST.multipliedBy(1L << Math.min(tries - 1, 10));
        Duration wait = own.compareTo(MOST) < 0 ? own : MOST;
        if (asked == null || asked.compareTo(wait) <= 0) {
            return wait;
        }
        return asked.compareTo(MOST_ASKED_FOR) < 0 ? asked : MOST_ASKED_FOR;
    }
}
