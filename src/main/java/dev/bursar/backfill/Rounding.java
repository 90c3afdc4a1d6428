package dev.bursar.backfill;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/** What becomes of a fraction that a credit type cannot hold. */
enum Rounding {
    /** The row is rejected. */
    REFUSE("refuse", RoundingMode.UNNECESSARY),
    DOWN("down", RoundingMode.DOWN),
    HALF_UP("half-up", RoundingMode.HALF_UP);

    private final String word;
    private final RoundingMode mode;

    Rounding(String word, RoundingMode mode) {
        this.word = word;
        this.mode = mode;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(rounding -> rounding.word).toList();
    }

    static Rounding of(String word) {
        return Arrays.stream(values())
                .filter(rounding -> rounding.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }

    /**
     * A multiple of the granularity; throws {@link ArithmeticException} where that would lose a fraction that must not be lost,
     * or does not fit.
     */
    long toMultiple(BigDecimal millicredits, long granularity) {
        BigDecimal step = BigDecimal.valueOf(granularity);
        return Math.multiplyExact(millicredits.divide(step, 0, mode).longValueExact(), granularity);
    }
}
