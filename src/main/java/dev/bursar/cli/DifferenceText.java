package dev.bursar.cli;

import dev.bursar.catalogue.Difference;
import java.util.List;

/** Differences between catalogues: for people a line each, as in a patch; for programs rows. */
final class DifferenceText {
    private DifferenceText() {}

    static void print(List<Difference> differences, Output output) {
        if (output.isForPeople()) {
            differences.forEach(difference -> output.say(line(difference)));
        } else {
            output.print(Rows.of(Difference.class, differences), "");
        }
    }

    private static String line(Difference difference) {
        String what = difference.item() + (difference.field().isEmpty() ? "" : " " + difference.field());
        return switch (difference.change()) {
            case ADDED -> "+ " + what + ": " + difference.after();
            case REMOVED -> "- " + what + ": " + difference.before();
            case CHANGED -> "~ " + what + ": " + difference.before() + " -> " + difference.after();
        };
    }
}
