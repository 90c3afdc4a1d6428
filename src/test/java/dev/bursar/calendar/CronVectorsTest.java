package dev.bursar.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Firings worked out by hand. */
class CronVectorsTest {
    @ParameterizedTest(name = "{0} in {1} after {2}: {4}")
    @CsvFileSource(resources = "/calendar/cron-vectors.csv", numLinesToSkip = 1)
    void the_next_firing_is_the_one_on_paper(
            String expression, String zone, String from, @Nullable String next, String why) {
        Instant after = OffsetDateTime.parse(from).toInstant();
        assertThat(Cron.parse(expression).next(after, Zones.of(zone)).map(Firing::at))
                .as(why)
                .isEqualTo(Optional.ofNullable(next)
                        .map(text -> OffsetDateTime.parse(text).toInstant()));
    }
}
