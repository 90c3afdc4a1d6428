package dev.bursar.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.calendar.Cron;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
    @ParameterizedTest
    @CsvSource({
        "day, 2026-11-01, 2026-11-01, 1 November 2026",
        "month, 2026-11-01, 2026-11, November 2026",
        "previous-day, 2027-01-01, 2026-12-31, 31 December 2026",
        "previous-month, 2026-11-01, 2026-10, October 2026",
        "previous-month, 2026-03-31, 2026-02, February 2026",
        "previous-month, 2027-01-15, 2026-12, December 2026"
    })
    void a_slot_is_for_an_interval(String word, LocalDate slot, String businessFor, String inWords) {
        Interval interval = Interval.of(word);
        assertThat(interval.word()).isEqualTo(word);
        assertThat(interval.of(slot)).isEqualTo(businessFor);
        assertThat(interval.inWords(slot)).isEqualTo(inWords);
    }

    @Test
    void the_slot_counts_and_not_when_a_clock_change_lets_it_fire() {
        Schedule schedule = new Schedule(Cron.parse("0 9 * * *"), ZoneId.of("Pacific/Apia"), Interval.DAY);
        assertThat(schedule.next(Instant.parse("2011-12-29T20:00:00Z"), 2))
                .extracting(Schedule.Due::businessFor)
                .containsExactly("2011-12-30", "2011-12-31");
    }
}
