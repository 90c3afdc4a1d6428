package dev.bursar.cli;

import dev.bursar.report.SpreadsheetText;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as RFC 4180 with a header. A text that a spreadsheet would take for a formula is neutralised. */
final class CsvText {
    private CsvText() {}

    static String of(Rows rows) {
        StringBuilder text = new StringBuilder(line(rows.columns()));
        rows.lines().forEach(values -> text.append(line(values)));
        return text.toString();
    }

    private static String line(List<? extends @Nullable Object> values) {
        return values.stream().map(CsvText::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value instanceof CharSequence
                ? SpreadsheetText.neutraliseUnlessAmount(value.toString())
                : value.toString();
        return text.matches("(?s).*[\",\r\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
