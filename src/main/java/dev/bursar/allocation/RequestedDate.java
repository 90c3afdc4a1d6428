package dev.bursar.allocation;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/** The date that an operator asked to allocate for. */
final class RequestedDate {
    /** Beyond these PostgreSQL's arithmetic with zones and months would leave its range. */
    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);

    private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

    private RequestedDate() {}

    /**
     * Reads {@code --date} or {@code --period}, of which one is needed.
     *
     * @throws Fault of exit 2 if neither or both were given, or the text is no date
     */
    static LocalDate read(Optional<String> date, Optional<String> period) {
        if (date.isPresent() == period.isPresent()) {
            throw Fault.usage(
                    FaultCode.USAGE,
                    date.isPresent() ? "--date and --period exclude each other" : "the date to allocate for is missing",
                    "Give one of them: --date 2026-11-01, or --period 2026-11 for the month's first day.");
        }
        return date.map(RequestedDate::day)
                .orElseGet(() -> period.map(RequestedDate::firstOf).orElseThrow());
    }

    private static LocalDate day(String text) {
        try {
            return within(LocalDate.parse(text), text);
        } catch (DateTimeException e) {
            throw malformed("--date", text, "a date of the calendar as YYYY-MM-DD, such as 2026-11-01", e);
        }
    }

    private static LocalDate firstOf(String text) {
        try {
            return within(YearMonth.parse(text).atDay(1), text);
        } catch (DateTimeException e) {
            throw malformed("--period", text, "a month as YYYY-MM, such as 2026-11", e);
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
