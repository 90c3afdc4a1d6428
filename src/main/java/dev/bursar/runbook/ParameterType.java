package dev.bursar.runbook;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a parameter can be. */
public enum ParameterType {
    DATE("a date, as 2026-11-01", "2026-11-01"),
    MONTH("a month, as 2026-11", "2026-11"),
    INSTANT("an instant with its zone, as 2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z"),
    INTEGER("a whole number", "1"),
    NUMBER("a plain number, as 12.5", "1"),
    USER("a user's id: a line of text that does not begin with a hyphen", "ada"),
    TEXT("a line of text that does not begin with a hyphen", "text"),
    CHOICE("one of its choices", "");

    /** More is no parameter but a file. */
    private static final int LONGEST = 500;

    private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,10})?");

    private final String rule;
    private final String sample;

    ParameterType(String rule, String sample) {
        this.rule = rule;
        this.sample = sample;
    }

    /** As it stands in front matter. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Said to an operator who gave something else: "must be …". */
    String rule() {
        return rule;
    }

    /** A value that it takes, to try a command line with. */
    String sample() {
        return sample;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(ParameterType::word).toList();
    }

    static ParameterType of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    boolean accepts(String text) {
        try {
            Object _ = bound(text);
            return true;
        } catch (DateTimeException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The value as JDBC binds it; throws where the text is none. */
    Object bound(String text) {
        return switch (this) {
            case DATE -> LocalDate.parse(text);
            case MONTH -> YearMonth.parse(text).toString();
            case INSTANT -> OffsetDateTime.parse(text);
            case INTEGER -> Long.valueOf(text);
            case NUMBER -> plainNumber(text);
            case USER, TEXT, CHOICE -> line(text);
        };
    }

    private static BigDecimal plainNumber(String text) {
        if (!PLAIN_NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return new BigDecimal(text);
    }

    /** A hyphen in front would make it an option; a line break could pass for another command where a person reads it. */
    private static String line(String text) {
        boolean isLine = !text.isBlank()
                && text.length() <= LONGEST
                && !text.startsWith("-")
                && text.codePoints().noneMatch(ParameterType::breaksLine);
        if (!isLine) {
            throw new IllegalArgumentException("not a line of text");
        }
        return text;
    }

    private static boolean breaksLine(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
