package dev.bursar.alerts;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one try to tell a sink. */
sealed interface Outcome {
    /** The sink has it. */
    record Delivered(String how) implements Outcome {}

    /**
     * It did not work, and may work later.
     *
     * @param isInDoubt whether the sink may have it all the same
     * @param pause how long the sink asked to be left alone; null if it did not say
     */
    record Postponed(
            String why, boolean isInDoubt, @Nullable Duration pause) implements Outcome {}

    /** The sink refuses it, and would again. */
    record Refused(String why) implements Outcome {}

    /** For people, on one line: {@code answered 200}. */
    default String inWords() {
        return switch (this) {
            case Delivered(String how) -> how;
            case Postponed(String why, boolean _, Duration _) -> why;
            case Refused(String why) -> why;
        };
    }
}
