package dev.bursar.ledger.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The one rounding of amounts: up, to what the credit type moves in. */
final class Rounding {
    private Rounding() {}

    /** {@code amount / divisor} rounded up to a multiple of {@code granularity}, exactly. */
    static long up(BigDecimal amount, BigDecimal divisor, long granularity) {
        return amount.divide(divisor.multiply(BigDecimal.valueOf(granularity)), 0, RoundingMode.CEILING)
                        .longValueExact()
                * granularity;
    }
}
