package dev.bursar.cli;

import dev.bursar.schedule.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What schedules did, as it is printed. */
final class ScheduleOutcomes {
    private static final List<String> COLUMNS = List.of("job", "for", "slotAt", "outcome", "run", "findings", "why");

    private ScheduleOutcomes() {}

    /** For whoever watches: {@code allocation for 2026-11-01: done, run 17}. */
    static String sentence(Outcome outcome) {
        return outcome.job() + " for " + outcome.businessFor() + ": "
                + outcome.what().name().toLowerCase(Locale.ROOT)
                + outcome.run().map(run -> ", run " + run).orElse("")
                + outcome.why().map(why -> " - " + why).orElse("");
    }

    /** @param whenEmpty what people read instead of a table without rows */
    static void print(List<Outcome> outcomes, String whenEmpty, Invocation invocation) {
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            lines.add(Arrays.asList(
                    outcome.job(),
                    outcome.businessFor(),
                    outcome.slot(),
                    outcome.what().name(),
                    outcome.run().orElse(null),
                    outcome.findings(),
                    outcome.why().orElse(null)));
        }
        invocation.output().print(new Rows(COLUMNS, lines), whenEmpty);
    }
}
