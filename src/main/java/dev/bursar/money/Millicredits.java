package dev.bursar.money;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An amount of one credit type, as stored: a {@code bigint} of thousandths of a credit.
 *
 * @param value millicredits, possibly negative
 */
public record Millicredits(long value) implements Comparable<Millicredits> {
    /** How many millicredits make one credit. */
    public static final long PER_CREDIT = 1_000;

    /** What is longer is shown as it was given. */
    private static final int MOST_DIGITS = 60;

    public static final Millicredits ZERO = new Millicredits(0);

    public static Millicredits of(long value) {
        return new Millicredits(value);
    }

    /** Whole credits. Throws a fault of code {@code amount-out-of-range} beyond ±9,223,372,036,854,775 credits. */
    public static Millicredits ofCredits(long credits) {
        return exact(BigInteger.valueOf(credits).multiply(BigInteger.valueOf(PER_CREDIT)));
    }

    /**
     * Credits with up to three decimals.
     *
     * @param credits such as {@code 12.5}
     * @return the same amount; throws a fault of code {@code malformed-value} if a fourth decimal would be lost and
     *     {@code amount-out-of-range} if it does not fit a {@code bigint}
     */
    public static Millicredits ofCredits(BigDecimal credits) {
        try {
            // a huge exponent is refused before toBigIntegerExact would spell it out
            if (credits.precision() - (long) credits.scale() > 19) {
                throw outOfRange(credits);
            }
            return exact(credits.movePointRight(3).toBigIntegerExact());
        } catch (ArithmeticException e) {
            throw Fault.usage(
                    FaultCode.MALFORMED_VALUE,
                    written(credits) + " credits has more than three decimals",
                    "Give an amount in thousandths of a credit at most, such as 12.345.",
                    e);
        }
    }

    /** Throws a fault of code {@code amount-out-of-range} on overflow. */
    public Millicredits plus(Millicredits other) {
        return exact(BigInteger.valueOf(value).add(BigInteger.valueOf(other.value)));
    }

    /** Throws a fault of code {@code amount-out-of-range} on overflow. */
    public Millicredits minus(Millicredits other) {
        return exact(BigInteger.valueOf(value).subtract(BigInteger.valueOf(other.value)));
    }

    /** Throws a fault of code {@code amount-out-of-range} on overflow. */
    public Millicredits negated() {
        return ZERO.minus(this);
    }

    public boolean isNegative() {
        return value < 0;
    }

    public boolean isZero() {
        return value == 0;
    }

    /** Whether this amount moves in steps of {@code granularityMillicredits}. */
    public boolean isMultipleOf(long granularityMillicredits) {
        return value % granularityMillicredits == 0;
    }

    /** The same amount in credits, without trailing zeros. */
    public BigDecimal toCredits() {
        BigDecimal credits = BigDecimal.valueOf(value, 3).stripTrailingZeros();
        return credits.scale() < 0 ? credits.setScale(0) : credits;
    }

    private static Millicredits exact(BigInteger value) {
        if (value.bitLength() > 63) {
            throw outOfRange(new BigDecimal(value, 3));
        }
        return new Millicredits(value.longValueExact());
    }

    private static Fault outOfRange(BigDecimal credits) {
        return Fault.usage(
                FaultCode.AMOUNT_OUT_OF_RANGE,
                written(credits) + " credits is more than an account can hold",
                "Amounts end at ±9,223,372,036,854,775.807 credits.");
    }

    @Override
    public int compareTo(Millicredits other) {
        return Long.compare(value, other.value);
    }

    /** In credits, as people read it: {@code 9,990} or {@code -0.5}. The function {@code credits_text} writes the same in SQL. */
    @Override
    public String toString() {
        return written(toCredits());
    }

    private static String written(BigDecimal credits) {
        if (Math.abs((long) credits.scale()) > MOST_DIGITS) {
            return credits.toString(); // 1E+999999999 must not be spelled out
        }
        String[] parts = credits.abs().stripTrailingZeros().toPlainString().split("\\.", 2);
        String grouped = parts[0].replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",");
        return (credits.signum() < 0 ? "-" : "") + grouped + (parts.length == 2 ? "." + parts[1] : "");
    }
}
