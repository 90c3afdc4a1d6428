package dev.bursar.backfill;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the source writes numbers. */
final class NumberFormat {
    private static final int MOST_DIGITS = 40;

    /** Of the contract's own file: a decimal point, and thousands separated by commas only where that can be read in one way. */
    static final NumberFormat CONTRACT = new NumberFormat('.', ",", false);

    private final Pattern plain;
    private final Pattern grouped;
    private final char decimal;
    private final boolean isDeclared;

    private NumberFormat(char decimal, String thousands, boolean isDeclared) {
        this.decimal = decimal;
        this.isDeclared = isDeclared;
        String fraction = "(?<fraction>" + Pattern.quote(String.valueOf(decimal)) + "\\d+)?";
        String between = thousands.equals(" ") ? "[ \\u00A0\\u202F]" : Pattern.quote(thousands);
        this.plain = Pattern.compile("[+-]?\\d+" + fraction);
        // where there are no separators, nothing is grouped
        this.grouped = thousands.isEmpty()
                ? plain
                : Pattern.compile("[+-]?\\d{1,3}(?<groups>(" + between + "\\d{3})+)" + fraction);
    }

    /**
     * As a mapping declares it.
     *
     * @param thousands one character, or none
     */
    static NumberFormat declared(char decimal, String thousands) {
        return new NumberFormat(decimal, thousands, true);
    }

    /** A number, or why the text is none that can be read in one way. */
    sealed interface Reading {
        /**
         * A number.
         *
         * @param isGrouped whether thousands were separated
         */
        record Amount(BigDecimal value, boolean isGrouped) implements Reading {}

        /** No number, as the end of a sentence that begins with the text. */
        record Refused(String why) implements Reading {}
    }

    Reading read(String text) {
        String trimmed = text.strip();
        if (trimmed.length() > MOST_DIGITS) {
            return new Reading.Refused("longer than any number");
        }
        if (plain.matcher(trimmed).matches()) {
            return new Reading.Amount(new BigDecimal(trimmed.replace(decimal, '.')), false);
        }
        Matcher matcher = grouped.matcher(trimmed);
        if (!matcher.matches()) {
            return new Reading.Refused("no number; write it as 1234" + decimal + "5"
                    + (isDeclared ? "" : ", or say in a mapping how numbers are written"));
        }
        boolean hasOneGroup = matcher.group("groups").length() == 4;
        if (!isDeclared && hasOneGroup && matcher.group("fraction") == null) {
            return new Reading.Refused(
                    "ambiguous: thousands or decimals; say in a mapping which (amount.decimal, amount.thousands)");
        }
        String fraction = matcher.group("fraction");
        String whole = trimmed.substring(0, trimmed.length() - (fraction == null ? 0 : fraction.length()));
        String sign = whole.startsWith("-") ? "-" : "";
        String digits = whole.replaceAll("\\D", "");
        return new Reading.Amount(
                new BigDecimal(sign + digits + (fraction == null ? "" : "." + fraction.substring(1))), true);
    }
}
