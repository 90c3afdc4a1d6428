package dev.bursar.backfill;

import java.math.BigDecimal;

/**
 * The part of every amount that goes to one credit type.
 *
 * @param percent of the amount
 * @param millicreditsPerUnit what one unit of the source's amount brings to it, the percentage reckoned in
 */
record Share(KnownType type, BigDecimal percent, BigDecimal millicreditsPerUnit) {
    /** What an amount brings to it before rounding, in millicredits. */
    BigDecimal of(BigDecimal amount) {
        return amount.multiply(millicreditsPerUnit);
    }
}
