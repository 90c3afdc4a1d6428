package dev.bursar.cli;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.money.Millicredits;
import java.math.BigDecimal;
import java.util.Map;

/** Amounts of credits on the command line, and in sentences. */
final class Amounts {
    private Amounts() {}

    /**
     * Reads credits, exactly.
     *
     * @param text plain decimals with an optional sign; no exponent, no thousands separator
     * @return throws a fault of exit 2 for anything else, for zero, for a fourth decimal, and beyond 2^63 millicredits
     */
    static Millicredits parse(String text) {
        Millicredits amount = read(text);
        if (amount.isZero()) {
            throw Fault.usage(
                    FaultCode.AMOUNT_OUT_OF_RANGE,
                    "the amount is zero; nothing was changed",
                    "Give an amount that moves something.");
        }
        return amount;
    }

    private static Millicredits read(String text) {
        if (!text.matches("[+-]?\\d{1,40}(\\.\\d{1,40})?")) {
            throw Fault.usage(
                    FaultCode.MALFORMED_VALUE,
                    "'" + text + "' is no amount of credits; nothing was changed",
                    "Write it as 12 or 12.5, without thousands separators.");
        }
        return Millicredits.ofCredits(new BigDecimal(text));
    }

    /** As {@link #parse}, takes zero as well, and refuses a negative amount. */
    static Millicredits parseFromZero(String text) {
        Millicredits amount = read(text);
        if (amount.isNegative()) {
            throw Fault.usage(
                    FaultCode.AMOUNT_OUT_OF_RANGE,
                    "a cap cannot be negative, as " + amount + " credits is; nothing was changed",
                    "Give 0 or more; 0 lets nothing through, none lifts the cap.");
        }
        return amount;
    }

    /** As {@link #parse}, and refuses a negative amount. */
    static Millicredits parsePositive(String text) {
        Millicredits amount = parse(text);
        if (amount.isNegative()) {
            throw Fault.usage(
                    FaultCode.AMOUNT_OUT_OF_RANGE,
                    "a grant must be positive, not " + amount + " credits; nothing was changed",
                    "To take credits away, use bursar adjust.");
        }
        return amount;
    }

    /** A number of credits with its noun: {@code 1 credit}, {@code 21 credits}. */
    static String counted(String credits) {
        return credits + (credits.equals("1") ? " credit" : " credits");
    }

    /** A number of credits in a function's answer, for people: {@code 9,990}. */
    static String grouped(Map<String, Object> answer, String key) {
        return Millicredits.ofCredits(new BigDecimal(String.valueOf(answer.get(key))))
                .toString();
    }

    /** A number of millicredits in a function's answer, in credits, for people: {@code 9,990}. */
    static String credits(Map<String, Object> answer, String key) {
        return answer.get(key) instanceof Long amount ? Millicredits.of(amount).toString() : "?";
    }
}
