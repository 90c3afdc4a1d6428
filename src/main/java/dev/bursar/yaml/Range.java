package dev.bursar.yaml;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers a field takes.
 *
 * @param rule said to an operator who gave another one
 * @param isLeastAllowed whether {@code least} itself is taken
 */
public record Range(String rule, BigDecimal least, boolean isLeastAllowed, BigDecimal most) {
    private static final BigDecimal UNBOUNDED = new BigDecimal("1e40");

    /** Zero and above. */
    public static final Range NOT_NEGATIVE = new Range("must not be negative", BigDecimal.ZERO, true, UNBOUNDED);

    /** Above zero. */
    public static final Range POSITIVE = new Range("must be above zero", BigDecimal.ZERO, false, UNBOUNDED);

    /** A share of a hundred. */
    public static final Range PERCENT = of(0, 100);

    /** Both ends included. */
    public static Range of(long least, long most) {
        return new Range(
                "must be between " + least + " and " + most, BigDecimal.valueOf(least), true, BigDecimal.valueOf(most));
    }

    /** Above zero, up to {@code most}. */
    public static Range positiveUpTo(long most) {
        return new Range("must be above zero and at most " + most, BigDecimal.ZERO, false, BigDecimal.valueOf(most));
    }

    /** The rule, if the number breaks it; null if it is within. */
    public @Nullable String broken(BigDecimal number) {
        int order = number.compareTo(least);
        boolean isWithin = (isLeastAllowed ? order >= 0 : order > 0) && number.compareTo(most) <= 0;
        return isWithin ? null : rule;
    }
}
