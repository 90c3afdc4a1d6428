package dev.bursar.config;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** What a setting's text must look like, and the one form in which it is handed on. */
enum Kind {
    TEXT("any text"),
    SECRET("any text"),
    SWITCH("true or false"),
    INSTANT("an instant with zone such as 2026-11-01T00:00:00Z"),
    PERCENTAGE("a whole number from 0 to 100"),
    ROUNDING("exact or ceil"),
    LOG_LEVEL("off, error, warn, info or debug"),
    WHOLE("a whole number from 0"),
    COUNT("a whole number from 1"),
    RATE("a number above 0");

    private final String expected;

    Kind(String expected) {
        this.expected = expected;
    }

    /** For messages: what a value must be. */
    String expected() {
        return expected;
    }

    /** The value in its one form, or empty if it is malformed. */
    Optional<String> read(String text) {
        String value = text.strip();
        return switch (this) {
            case TEXT, SECRET -> value.indexOf('\0') < 0 ? Optional.of(value) : Optional.empty();
            case SWITCH -> readSwitch(value.toLowerCase(Locale.ROOT));
            case INSTANT -> readInstant(value);
            case PERCENTAGE -> readWhole(value, 0, 100);
            case ROUNDING -> Optional.of(value.toLowerCase(Locale.ROOT)).filter(mode -> mode.matches("exact|ceil"));
            case LOG_LEVEL ->
                Optional.of(value.toLowerCase(Locale.ROOT)).filter(level -> level.matches("off|error|warn|info|debug"));
            case WHOLE -> readWhole(value, 0, Integer.MAX_VALUE);
            case COUNT -> readWhole(value, 1, Integer.MAX_VALUE);
            case RATE ->
                Optional.of(value)
                        .filter(rate -> rate.matches("\\d{1,12}(\\.\\d{1,12})?"))
                        .filter(rate -> new BigDecimal(rate).signum() > 0);
        };
    }

    private static Optional<String> readSwitch(String value) {
        return switch (value) {
            case "true", "on", "yes", "1" -> Optional.of("true");
            case "false", "off", "no", "0" -> Optional.of("false");
            default -> Optional.empty();
        };
    }

    private static Optional<String> readInstant(String value) {
        try {
            return Optional.of(Instant.parse(value).toString());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> readWhole(String value, long least, long most) {
        if (!value.matches("\\d{1,10}")) {
            return Optional.empty();
        }
        long number = Long.parseLong(value);
        return number >= least && number <= most ? Optional.of(Long.toString(number)) : Optional.empty();
    }
}
