package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;

/** Compares many lines and shows where they part, with what came before. */
final class Lines {
    private static final int CONTEXT = 4;

    private Lines() {}

    static void areEqual(List<String> actual, List<String> expected) {
        int first = 0;
        while (first < actual.size()
                && first < expected.size()
                && actual.get(first).equals(expected.get(first))) {
            first++;
        }
        if (first < actual.size() || first < expected.size()) {
            fail(
                    "line %d of %d differs, after%n  %s%nexpected%n  %s%nbut was%n  %s",
                    first,
                    expected.size(),
                    String.join("\n  ", actual.subList(Math.max(0, first - CONTEXT), first)),
                    next(expected, first),
                    next(actual, first));
        }
    }

    private static String next(List<String> lines, int from) {
        return String.join("\n  ", lines.subList(Math.min(from, lines.size()), Math.min(lines.size(), from + CONTEXT)));
    }
}
