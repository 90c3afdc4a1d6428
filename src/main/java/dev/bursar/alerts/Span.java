package dev.bursar.alerts;

import dev.bursar.yaml.Fields;
import dev.bursar.yaml.Scalars;
import java.time.Duration;
import java.util.regex.Pattern;

/** Lengths of time as the alert file writes them: {@code 90s}, {@code 5m}, {@code 1h}, {@code 28d}. */
final class Span {
    private static final Pattern FORM = Pattern.compile("(0|[1-9]\\d{0,4})[smhd]");

    private Span() {}

    /** The length under a key; {@code fallback} where it is absent or wrong. */
    static Duration read(Fields fields, String key, Duration fallback) {
        String text = Scalars.text(
                fields, key, FORM, "must be a length of time, such as 90s, 5m, 1h or 28d (at most 99999 of them)");
        return text == null ? fallback : parse(text);
    }

    private static Duration parse(String text) {
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** In the largest unit that has no remainder: {@code 5m}. */
    static String shown(Duration span) {
        long seconds = span.toSeconds();
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        if (seconds % 3_600 != 0) {
            return seconds / 60 + "m";
        }
        return seconds % 86_400 != 0 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
    }
}
