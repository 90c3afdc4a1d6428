package dev.bursar.backfill;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How an amount of the source becomes millicredits of one or more credit types.
 *
 * @param shares one for each credit type; their percentages make 100
 * @param rounding of what a type cannot hold
 * @param remainder the share that gets what the others, rounded down, leave over; -1: each is rounded for itself
 */
record Split(List<Share> shares, Rounding rounding, int remainder) {
    /** More than this no balance may be, so that no sum of a million of them overflows. */
    private static final long MOST_MILLICREDITS = 9_000_000_000_000L;

    Split {
        shares = List.copyOf(shares);
    }

    /**
     * An amount, split.
     *
     * @param millicredits by share
     * @param isRounded whether together they are not exactly the amount
     */
    record Parts(List<Long> millicredits, boolean isRounded) {}

    /** The parts of an amount; empty if a fraction would be lost that must not be, or they are too large to be kept. */
    Optional<Parts> of(BigDecimal amount) {
        Long[] parts = new Long[shares.size()];
        BigDecimal exact = BigDecimal.ZERO;
        BigDecimal kept = BigDecimal.ZERO;
        try {
            for (int i = 0; i < parts.length; i++) {
                Share share = shares.get(i);
                exact = exact.add(share.of(amount));
                if (i != remainder) {
                    Rounding own = remainder < 0 ? rounding : Rounding.DOWN;
                    parts[i] = own.toMultiple(share.of(amount), share.type().granularity());
                    kept = kept.add(BigDecimal.valueOf(parts[i]));
                }
            }
            if (remainder >= 0) {
                parts[remainder] = rounding.toMultiple(
                        exact.subtract(kept), shares.get(remainder).type().granularity());
                kept = kept.add(BigDecimal.valueOf(parts[remainder]));
            }
        } catch (ArithmeticException _) {
            return Optional.empty();
        }
        for (long part : parts) {
            if (part > MOST_MILLICREDITS) {
                return Optional.empty();
            }
        }
        return Optional.of(new Parts(List.of(parts), kept.compareTo(exact) != 0));
    }

    /** Whether an amount is too large to be kept, whatever the rounding. */
    boolean isTooLarge(BigDecimal amount) {
        return shares.stream().anyMatch(share -> share.of(amount).compareTo(BigDecimal.valueOf(MOST_MILLICREDITS)) > 0);
    }
}
