package dev.bursar.yaml;

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
public final class Scalars {
    /** Words by which files name things: credit types, plans, actions, jobs. */
    public static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}");

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?");
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_SHOWN = 60;

    private Scalars() {}

    /** A code that must be there; empty where it is not. */
    public static String code(Fields fields, String key) {
        String code = fields.required(key) == null ? null : optionalCode(fields, key);
        return code == null ? "" : code;
    }

    /** A code, or null where it is absent or wrong. */
    public static @Nullable String optionalCode(Fields fields, String key) {
        return text(fields, key, CODE, "must be up to 64 letters, digits and . _ : - beginning with a letter or digit");
    }

    /**
     * A text of a certain form; null where absent or wrong.
     *
     * @param rule said to an operator who gave another one: "must be …"
     */
    public static @Nullable String text(Fields fields, String key, Pattern pattern, String rule) {
        ScalarNode scalar = scalar(fields, key, rule);
        if (scalar == null || pattern.matcher(scalar.getValue()).matches()) {
            return scalar == null ? null : scalar.getValue();
        }
        fields.complain(key, rule + ", but is " + shown(scalar.getValue()));
        return null;
    }

    /** One of a few words. */
    public static String choice(Fields fields, String key, String fallback, List<String> choices) {
        String rule = "must be " + String.join(" or ", choices);
        ScalarNode scalar = scalar(fields, key, rule);
        if (scalar == null || choices.contains(scalar.getValue())) {
            return scalar == null ? fallback : scalar.getValue();
        }
        fields.complain(key, rule + ", but is " + shown(scalar.getValue()));
        return fallback;
    }

    /** {@code true} or {@code false}; false where absent. */
    public static boolean flag(Fields fields, String key) {
        return choice(fields, key, "false", List.of("true", "false")).equals("true");
    }

    /** A number without exponent. */
    public static BigDecimal decimal(Fields fields, String key, BigDecimal fallback, Range range) {
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
    public static long whole(Fields fields, String key, long fallback, Range range) {
        BigDecimal number = decimal(fields, key, BigDecimal.valueOf(fallback), range);
        if (number.stripTrailingZeros().scale() > 0) {
            fields.complain(key, "must be a whole number, but is " + number.toPlainString());
            return fallback;
        }
        return number.longValueExact();
    }

    /** A number without exponent, whatever its size; null where absent or wrong. */
    public static @Nullable BigDecimal number(Fields fields, String key) {
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
    public static String shown(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
    }
}
