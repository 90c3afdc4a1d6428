package dev.bursar.catalogue;

import dev.bursar.money.Millicredits;
import dev.bursar.yaml.Fields;
import dev.bursar.yaml.Range;
import dev.bursar.yaml.Scalars;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values that only a catalogue has, read as {@link Scalars} are: credits and currencies. */
final class CreditScalars {
    private static final Pattern CURRENCY = Pattern.compile("[a-z]{3}");
    private static final BigDecimal MOST_CREDITS = new Millicredits(Long.MAX_VALUE).toCredits();

    private CreditScalars() {}

    /** A currency that must be there. */
    static String currency(Fields fields, String key, String fallback) {
        String currency = fields.required(key) == null
                ? null
                : Scalars.text(fields, key, CURRENCY, "must be three lower-case letters, such as usd");
        return currency == null ? fallback : currency;
    }

    /**
     * Credits that the type can move; null where absent or wrong.
     *
     * @param type null where the credit type itself is in doubt: the granularity is then not judged
     */
    static @Nullable Millicredits amount(Fields fields, String key, @Nullable CreditType type, Range range) {
        BigDecimal credits = Scalars.number(fields, key);
        if (credits == null) {
            return null;
        }
        String broken = range.broken(credits);
        if (broken == null) {
            broken = brokenStep(credits, type);
        }
        if (broken != null) {
            fields.complain(key, broken + ", but is " + credits.toPlainString());
            return null;
        }
        return Millicredits.ofCredits(credits);
    }

    /** What hinders a number of credits from being an amount of the type; null if nothing does. */
    private static @Nullable String brokenStep(BigDecimal credits, @Nullable CreditType type) {
        int decimals = Decimals.normal(credits).scale();
        if (type != null && type.granularityMillicredits() == Millicredits.PER_CREDIT && decimals > 0) {
            return "must be whole credits, as " + type.code() + " has granularity 1000";
        }
        if (decimals > 3) {
            return "must have three decimals at most";
        }
        return credits.compareTo(MOST_CREDITS) > 0 ? "must be at most " + MOST_CREDITS.toPlainString() : null;
    }
}
