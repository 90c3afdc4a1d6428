package dev.bursar.cli;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** A time given for a schedule: an instant with its zone, or a date that stands for its beginning in the schedule's. */
final class TimeInZone {
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private TimeInZone() {}

    /** The instant; throws a fault of exit 2 if the text is none. */
    static Instant read(String option, String text, ZoneId zone) {
        try {
            Instant at = text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(zone).toInstant();
            if (!at.isBefore(EARLIEST) && !at.isAfter(LATEST)) {
                return at;
            }
        } catch (DateTimeException e) {
            throw malformed(option, text, e);
        }
        throw malformed(option, text, new DateTimeException(text + " is out of range"));
    }

    private static Fault malformed(String option, String text, DateTimeException cause) {
        return Fault.usage(
                FaultCode.MALFORMED_VALUE,
                option + " '" + text + "' is malformed",
                "It must be a date, as 2026-11-01, or an instant with its zone, as 2026-11-01T00:00:00Z,"
                        + " from 1970 to 9999.",
                cause);
    }
}
