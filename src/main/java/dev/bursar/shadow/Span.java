package dev.bursar.shadow;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.DateOption;
import dev.bursar.run.OptionValues;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The half-open interval that is compared.
 *
 * @param from its first instant
 * @param to the first after it
 * @param isDay whether it was asked for as a day, as schedules do: then a day without anything in the shadow is idle
 */
record Span(Instant from, Instant to, boolean isDay) {
    /** What the options say; throws a fault of exit 2 if they are incomplete or malformed. */
    static Span of(OptionValues values) {
        Optional<String> date = values.one("date");
        if (date.isPresent() && (values.has("from") || values.has("to"))) {
            throw Fault.usage(
                    FaultCode.USAGE, "--date stands for --from and --to", "Give either the day or the two instants.");
        }
        if (date.isPresent()) {
            LocalDate day = DateOption.day("--date", date.get());
            return new Span(startOf(day), startOf(day.plusDays(1)), true);
        }
        Instant from = instant("from", values);
        Instant to = instant("to", values);
        if (!from.isBefore(to)) {
            throw Fault.usage(
                    FaultCode.USAGE,
                    "--to " + to + " is not after --from " + from,
                    "The interval ends before --to: for the 1st of November give --from 2026-11-01 --to 2026-11-02.");
        }
        return new Span(from, to, false);
    }

    private static Instant instant(String option, OptionValues values) {
        String text = values.one(option)
                .orElseThrow(() -> Fault.usage(
                        FaultCode.USAGE,
                        "--" + option + " is missing",
                        "Give the interval as --from 2026-11-01 --to 2026-11-02, or one day as --date 2026-11-01."));
        return DateOption.instant("--" + option, text);
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** As a run is for it: {@code 2026-11-01}, {@code 2026-11-01..2026-11-08}, or two instants. */
    String inWords() {
        return isDay ? dayOf(from) : word(from) + ".." + word(to);
    }

    private static String word(Instant at) {
        return at.equals(at.truncatedTo(ChronoUnit.DAYS)) ? dayOf(at) : at.toString();
    }

    private static String dayOf(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    }
}
