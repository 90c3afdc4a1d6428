package dev.bursar.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a partition is taken from a worker that lives and does nothing. */
class StallsTest {
    private final AtomicLong now = new AtomicLong();
    private final Stalls stalls = new Stalls(now::get);

    private boolean isStalledAfter(int seconds, int token, long nextId, boolean claimed) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
        return stalls.isStalled(new PartitionRows.State(
                3, token, nextId, false, claimed ? Optional.of("n1") : Optional.empty(), 0, Optional.empty()));
    }

    @Test
    void one_that_has_not_moved_for_half_a_minute_is_stalled() {
        assertThat(isStalledAfter(100, 1, 50, true))
                .as("seen for the first time")
                .isFalse();
        assertThat(isStalledAfter(30, 1, 50, true)).isFalse();
        assertThat(isStalledAfter(1, 1, 50, true)).isTrue();
    }

    @Test
    void who_moves_or_has_a_new_owner_begins_anew() {
        assertThat(isStalledAfter(0, 1, 50, true)).isFalse();
        assertThat(isStalledAfter(31, 1, 51, true)).as("it moved").isFalse();
        assertThat(isStalledAfter(31, 2, 51, true)).as("another claimed it").isFalse();
        assertThat(isStalledAfter(31, 2, 51, true)).isTrue();
    }

    @Test
    void one_that_nobody_has_claimed_only_waits() {
        assertThat(isStalledAfter(0, 1, 50, false)).isFalse();
        assertThat(isStalledAfter(500, 1, 50, false)).isFalse();
    }
}
