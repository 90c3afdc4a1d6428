package dev.bursar.shadow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Go or no-go.
 *
 * @param word {@code go}, {@code no-go} or {@code idle}
 * @param objections why it is no-go; empty otherwise
 * @param legacyVariance empty where no legacy system was compared
 */
record Verdict(
        String word,
        List<String> objections,
        BigDecimal shadowVariance,
        Optional<BigDecimal> legacyVariance,
        BigDecimal differing,
        BigDecimal rejected) {

    private static final int DIGITS = 12;

    /**
     * Judges what a comparison has summed.
     *
     * @param mayBeIdle whether nothing at all is an answer, as it is for a schedule's day
     */
    static Verdict of(Sums sums, Thresholds thresholds, boolean mayBeIdle) {
        BigDecimal shadow = share(sums.offBy(), sums.real());
        Optional<BigDecimal> legacy =
                sums.hasLegacy() ? Optional.of(share(sums.legacyOffBy(), sums.legacy())) : Optional.empty();
        BigDecimal differing = share(sums.differing(), sums.compared());
        BigDecimal rejected = share(sums.rejected(), sums.readRows());
        boolean isNothing = sums.compared().signum() == 0
                && sums.v2().signum() == 0
                && sums.legacy().signum() == 0;
        if (mayBeIdle && isNothing && sums.rejected().signum() == 0) {
            return new Verdict("idle", List.of(), shadow, legacy, differing, rejected);
        }
        List<String> objections = new ArrayList<>();
        if (isNothing) {
            objections.add("nothing was compared");
        }
        object(objections, "shadow variance", shadow, thresholds.shadowVariance());
        legacy.ifPresent(variance -> object(objections, "legacy variance", variance, thresholds.legacyVariance()));
        object(objections, "the share of requests that differ", differing, thresholds.differing());
        object(objections, "the share of legacy rows that cannot be read", rejected, thresholds.rejected());
        return new Verdict(objections.isEmpty() ? "go" : "no-go", objections, shadow, legacy, differing, rejected);
    }

    private static void object(List<String> objections, String what, BigDecimal value, BigDecimal most) {
        if (value.compareTo(most) > 0) {
            objections.add(what + " " + percent(value) + " is above " + percent(most));
        }
    }

    /** A part of a whole; all of it where there is something of nothing. Rounded up: what is above a threshold stays above it. */
    private static BigDecimal share(BigDecimal part, BigDecimal whole) {
        if (part.signum() == 0) {
            return BigDecimal.ZERO;
        }
        return whole.signum() == 0 ? BigDecimal.ONE : part.divide(whole, DIGITS, RoundingMode.CEILING);
    }

    /** For people: {@code 0.0123 %}; rounded up, so that what is not nothing does not read as nothing. */
    static String percent(BigDecimal share) {
        BigDecimal percent =
                share.movePointRight(2).setScale(4, RoundingMode.CEILING).stripTrailingZeros();
        return (percent.scale() < 0 ? percent.setScale(0) : percent).toPlainString() + " %";
    }
}
