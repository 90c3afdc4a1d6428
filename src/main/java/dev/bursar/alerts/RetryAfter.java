package dev.bursar.alerts;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** HTTP's {@code Retry-After}: seconds, or a date. */
final class RetryAfter {
    private RetryAfter() {}

    /** How long to wait from {@code now}, never less than nothing; empty if the header is malformed. */
    static Optional<Duration> read(String header, Instant now) {
        if (header.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
        }
        try {
            Instant at = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(at.isBefore(now) ? Duration.ZERO : Duration.between(now, at));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
