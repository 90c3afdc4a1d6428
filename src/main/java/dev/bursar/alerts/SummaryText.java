package dev.bursar.alerts;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The summary of a rule, with places for what was found.
 *
 * @param text as the file has it: <code>{{value}} runs failed within {{window}}</code>
 */
record SummaryText(String text) {
    /** What may stand between double braces; {@code percent} is the value times a hundred. */
    static final List<String> PLACES = List.of("value", "percent", "label", "threshold", "window", "for", "rule");

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");
    private static final MathContext SHOWN = new MathContext(6, RoundingMode.HALF_UP);

    /** The first name between double braces that is none of {@link #PLACES}. */
    Optional<String> unknownPlace() {
        return PLACE.matcher(text)
                .results()
                .map(place -> place.group(1))
                .filter(place -> !PLACES.contains(place))
                .findFirst();
    }

    /** The text with its places filled in. */
    String filled(Rule rule, Reading reading) {
        return replaced(place -> switch (place) {
            case "value" -> shown(reading.value());
            case "percent" -> shown(reading.value().scaleByPowerOfTen(2)) + " %";
            case "label" -> reading.label();
            case "threshold" -> rule.threshold().toString();
            case "window" -> Span.shown(rule.window());
            case "for" -> Span.shown(rule.holds());
            default -> rule.name();
        });
    }

    private String replaced(UnaryOperator<String> value) {
        return PLACE.matcher(text)
                .replaceAll(
                        (MatchResult place) -> java.util.regex.Matcher.quoteReplacement(value.apply(place.group(1))));
    }

    /** A number for people: whole numbers whole, others to six digits, never with an exponent. */
    static String shown(BigDecimal value) {
        BigDecimal number = value.stripTrailingZeros().scale() <= 0 ? value : value.round(SHOWN);
        BigDecimal plain = number.stripTrailingZeros();
        return plain.toPlainString();
    }
}
