package dev.bursar.runbook;

import java.time.Duration;
import java.util.List;

/**
 * What stands behind a block's kind: {@code exit=0,3 rows=any timeout=30}.
 *
 * @param exits the exit codes with which a command or script passes
 * @param rows how many rows a statement may return
 * @param timeout of a statement or script; a command of bursar has its own
 */
record Terms(List<Integer> exits, Rows rows, Duration timeout) {
    static final Terms STANDARD = new Terms(List.of(0), Rows.NONE, Duration.ofMinutes(10));

    /** With how many rows a statement passes. */
    enum Rows {
        NONE,
        SOME,
        ANY
    }

    /** Whether a statement that returned so many rows passes. */
    boolean allows(int count) {
        return switch (rows) {
            case NONE -> count == 0;
            case SOME -> count > 0;
            case ANY -> true;
        };
    }
}
