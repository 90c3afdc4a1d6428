package dev.bursar.catalogue;

import dev.bursar.money.Millicredits;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The values of {@link Fields}, each of one type. What is absent reads as the fallback; what is wrong becomes a complaint and
 * reads as the fallback too.
 */
final class Scalars {
    /** Codes of credit types, plans and packages, actions and units. */
    static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}");

    private static final Pattern CURRENCY = Pattern.compile("[a-z]{3}");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?");
    private static final BigDecimal MOST_CREDITS = new Millicredits(Long.MAX_VALUE).toCredits();
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_SHOWN = 60;

    private Scalars() {}

    /** A code that must be there; empty where it is not. */
    static String code(Fields fields, String key) {
        String code = fields.required(key) == null ? null : optionalCode(fields, key);
        return code == null ? "" : code;
    }

    static @Nullable String optionalCode(Fields fields, String key) {
        return text(fields, key, CODE, "must be up to 64 letters, digits and . _ : - beginning with a letter or digit");
    }

    /** A currency that must be there. */
    static String currency(Fields fields, String key, String fallback) {
        String currency = fields.required(key) == null
                ? null
                : text(fields, key, CURRENCY, "must be three lower-case letters, such as usd");
        return currency == null ? fallback : currency;
    }

    private static @Nullable String text(Fields fields, String key, Pattern pattern, String rule) {
        ScalarNode scalar = scalar(fields, key, rule);
        if (scalar == null || pattern.matcher(scalar.getValue()).matches()) {
            return scalar == null ? null : scalar.getValue();
        }
        fields.complain(key, rule + ", but is " + shown(scalar.getValue()));
        return null;
    }

    /** One of a few words. */
    static String choice(Fields fields, String key, String fallback, List<String> choices) {
        String rule = "must be " + String.join(" or ", choices);
        ScalarNode scalar = scalar(fields, key, rule);
        if (scalar == null || choices.contains(scalar.getValue())) {
            return scalar == null ? fallback : scalar.getValue();
        }
        fields.complain(key, rule + ", but is " + shown(scalar.getValue()));
        return fallback;
    }

    /** {@code true} or {@code false}; false where absent. */
    static boolean flag(Fields fields, String key) {
        return choice(fields, key, "false", List.of("true", "false")).equals("true");
    }

    /** A number without exponent. */
    static BigDecimal decimal(Fields fields, String key, BigDecimal fallback, Range range) {
        BigDecimal number = number(fields, key);
        if (number == null) {
            return fallback;
        }
        String broken = range.broken(number);
        if (broken != null) {
            fields.complain(key, broken + ", but is " + number.toPlainString());
            return fallback;
        }
        return number;
    }

    /** A number without decimals. */
    static long whole(Fields fields, String key, long fallback, Range range) {
        BigDecimal number = decimal(fields, key, BigDecimal.valueOf(fallback), range);
        if (Decimals.normal(number).scale() > 0) {
            fields.complain(key, "must be a whole number, but is " + number.toPlainString());
            return fallback;
        }
        return number.longValueExact();
    }

    /**
     * Credits that the type can move; null where absent or wrong.
     *
     * @param type null where the credit type itself is in doubt: the granularity is then not judged
     */
    static @Nullable Millicredits amount(Fields fields, String key, @Nullable CreditType type, Range range) {
        BigDecimal credits = number(fields, key);
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

    private static @Nullable BigDecimal number(Fields fields, String key) {
        String rule = "must be a plain number, such as 10 or 0.5";
        ScalarNode scalar = scalar(fields, key, rule);
        if (scalar == null) {
            return null;
        }
        String text = scalar.getValue();
        if (!scalar.isPlain()
                || text.length() > LONGEST_NUMBER
                || !DECIMAL.matcher(text).matches()) {
            fields.complain(
                    key, rule + ", but is " + (scalar.isPlain() ? shown(text) : "the text \"" + shown(text) + "\""));
            return null;
        }
        return new BigDecimal(text);
    }

    private static @Nullable ScalarNode scalar(Fields fields, String key, String rule) {
        Node node = fields.node(key);
        if (node == null || node instanceof ScalarNode) {
            return (ScalarNode) node;
        }
        fields.complain(key, rule);
        return null;
    }

    /** Text of a file as a message may show it: on one line, and not too long. */
    static String shown(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
    }
}
