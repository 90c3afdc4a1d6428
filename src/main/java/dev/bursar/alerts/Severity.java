package dev.bursar.alerts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How grave an alert is, in rising order; the database has the same words in the same order. */
public enum Severity {
    /** Good to know; nothing to do. */
    INFO,
    /** For those who answer for the money: a limit of the business, no defect of the machinery. */
    BUSINESS,
    /** Look at it in working hours. */
    WARNING,
    /** Something fails now, and somebody on duty should look at it soon. */
    CRITICAL,
    /** Wake somebody up. */
    PAGE;

    /** As files and the database write it: {@code page}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words of all of them, the gravest first. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Severity::word).toList().reversed();
    }

    /** The severity of that word; throws {@link IllegalArgumentException} if there is none. */
    public static Severity of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
