package dev.bursar.cli;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** How a result is printed. */
enum Format {
    TABLE,
    JSON,
    CSV;

    static Format of(String text) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of table, json and csv"));
    }

    /** As it is written after {@code -o}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
