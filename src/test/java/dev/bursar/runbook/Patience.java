package dev.bursar.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for a condition, and no longer than it is given. */
final class Patience {
    private Patience() {}

    static void until(Duration bound, Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(bound);
        while (!condition.call()) {
            assertThat(Instant.now())
                    .as("it did not come about within " + bound)
                    .isBefore(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
