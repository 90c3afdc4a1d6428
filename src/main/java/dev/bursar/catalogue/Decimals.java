package dev.bursar.catalogue;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Decimals in one form, so that 1.0 and 1 are equal. */
final class Decimals {
    private Decimals() {}

    /** The same number without trailing zeros and without exponent. */
    static BigDecimal normal(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    static @Nullable BigDecimal normalOrNull(@Nullable BigDecimal number) {
        return number == null ? null : normal(number);
    }
}
