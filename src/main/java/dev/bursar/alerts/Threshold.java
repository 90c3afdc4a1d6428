package dev.bursar.alerts;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a rule's value must not be.
 *
 * @param comparison on which side of the limit the trouble begins
 */
record Threshold(Comparison comparison, BigDecimal limit) {
    /** On which side of a limit a value is in trouble. */
    enum Comparison {
        ABOVE,
        AT_LEAST,
        BELOW,
        AT_MOST;

        /** As a file writes it: {@code at-least}. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Comparison::word).toList();
        }
    }

    boolean isBrokenBy(BigDecimal value) {
        int order = value.compareTo(limit);
        return switch (comparison) {
            case ABOVE -> order > 0;
            case AT_LEAST -> order >= 0;
            case BELOW -> order < 0;
            case AT_MOST -> order <= 0;
        };
    }

    /** How far a value is into the trouble; negative where it is still away from it. */
    BigDecimal excess(BigDecimal value) {
        return switch (comparison) {
            case ABOVE, AT_LEAST -> value.subtract(limit);
            case BELOW, AT_MOST -> limit.subtract(value);
        };
    }

    /** For people: {@code above 5}. */
    @Override
    public String toString() {
        return comparison.word().replace('-', ' ') + " " + limit.toPlainString();
    }
}
