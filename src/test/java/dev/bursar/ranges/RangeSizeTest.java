package dev.bursar.ranges;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RangeSizeTest {
    private final RangeSize size = new RangeSize();

    @Test
    void a_slow_machine_gets_smaller_ranges_until_they_take_what_is_bearable() {
        for (int i = 0; i < 20; i++) {
            int asked = size.next();
            size.took(asked, asked, TimeUnit.MICROSECONDS.toNanos(500L * asked)); // half a millisecond each
        }
        assertThat(size.next()).isBetween(250, 400);
    }

    @Test
    void a_fast_machine_gets_larger_ones_up_to_the_limit() {
        for (int i = 0; i < 20; i++) {
            int asked = size.next();
            size.took(asked, asked, TimeUnit.MICROSECONDS.toNanos(asked)); // a microsecond each
        }
        assertThat(size.next()).isEqualTo(RangeSize.LARGEST);
    }

    @Test
    void a_short_rest_of_an_interval_says_nothing_about_speed() {
        size.took(RangeSize.FIRST, 3, TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(size.next()).isEqualTo(RangeSize.FIRST);
    }

    @Test
    void one_hiccup_halves_it_at_most() {
        size.took(RangeSize.FIRST, RangeSize.FIRST, TimeUnit.MINUTES.toNanos(1));
        assertThat(size.next()).isBetween(RangeSize.FIRST / 2, RangeSize.FIRST);
    }
}
