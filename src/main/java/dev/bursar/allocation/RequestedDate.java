package dev.bursar.allocation;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.DateOption;
import java.time.LocalDate;
import java.util.Optional;

/** The date that an operator asked to allocate for. */
final class RequestedDate {
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
        return date.map(text -> DateOption.day("--date", text))
                .orElseGet(() -> DateOption.firstOfMonth("--period", period.orElseThrow()));
    }
}
