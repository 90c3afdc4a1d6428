package dev.bursar.run;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Reads the dates that operators and schedules give to jobs. */
public final class DateOption {
    /** Beyond these PostgreSQL's arithmetic with zones and months would leave its range. */
    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);

    private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

    private DateOption() {}

    /**
     * A day of the calendar.
     *
     * @param option as it was given, with its hyphens
     * @throws Fault malformed-value (exit 2) if the text is none, or none from 1970 to 9999
     */
    public static LocalDate day(String option, String text) {
        try {
            return within(LocalDate.parse(text), text);
        } catch (DateTimeException e) {
            throw malformed(option, text, "a date of the calendar as YYYY-MM-DD, such as 2026-11-01", e);
        }
    }

    /**
     * A month, as its first day.
     *
     * @param option as it was given, with its hyphens
     * @throws Fault malformed-value (exit 2) if the text is none, or none from 1970 to 9999
     */
    public static LocalDate firstOfMonth(String option, String text) {
        try {
            return within(YearMonth.parse(text).atDay(1), text);
        } catch (DateTimeException e) {
            throw malformed(option, text, "a month as YYYY-MM, such as 2026-11", e);
        }
    }

    /**
     * An instant with its zone, or a date that stands for its beginning in UTC.
     *
     * @param option as it was given, with its hyphens
     * @throws Fault malformed-value (exit 2) if the text is neither, or none from 1970 to 9999
     */
    public static Instant instant(String option, String text) {
        if (!text.contains("T")) {
            return day(option, text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        try {
            OffsetDateTime at = OffsetDateTime.parse(text);
            var _ = within(at.toLocalDate(), text);
            return at.toInstant();
        } catch (DateTimeException e) {
            throw malformed(option, text, "a date or an instant with its zone, such as 2026-11-01T00:00:00Z", e);
        }
    }

    private static LocalDate within(LocalDate date, String text) {
        if (date.isBefore(EARLIEST) || date.isAfter(LATEST)) {
            throw new DateTimeException(text + " is not between " + EARLIEST + " and " + LATEST);
        }
        return date;
    }

    private static Fault malformed(String option, String text, String expected, DateTimeException cause) {
        return Fault.usage(
                FaultCode.MALFORMED_VALUE,
                option + " '" + text + "' is malformed",
                "It must be " + expected + ", from " + EARLIEST + " to " + LATEST + ".",
                cause);
    }
}
