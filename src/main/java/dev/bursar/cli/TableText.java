package dev.bursar.cli;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows as people read them: amounts in credits, instants to the second in UTC, numbers to the right. A column named
 * {@code …Millicredits} is shown in credits and one named {@code …Cents} in whole units, without the suffix.
 */
final class TableText {
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String BOLD = "\u001B[1m";
    private static final String PLAIN = "\u001B[0m";

    private TableText() {}

    /** A table with a header. */
    static String of(Rows rows, boolean coloured) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(rows.columns().stream().map(TableText::heading).toList());
        for (List<@Nullable Object> line : rows.lines()) {
            List<String> shown = new ArrayList<>();
            for (int i = 0; i < line.size(); i++) {
                shown.add(cell(rows.columns().get(i), line.get(i)));
            }
            cells.add(shown);
        }
        List<Boolean> right = new ArrayList<>();
        for (int column = 0; column < rows.columns().size(); column++) {
            int at = column;
            right.add(rows.lines().stream().allMatch(line -> line.get(at) == null || line.get(at) instanceof Number));
        }
        return layOut(cells, right, coloured);
    }

    /** A line for each value of one thing. */
    static String of(Map<String, ? extends @Nullable Object> thing, boolean coloured) {
        int width = thing.keySet().stream()
                .mapToInt(key -> heading(key).length())
                .max()
                .orElse(0);
        return thing.entrySet().stream()
                .map(pair -> emphasised(padded(heading(pair.getKey()), width, false), coloured) + "  "
                        + cell(pair.getKey(), pair.getValue()))
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String layOut(List<List<String>> cells, List<Boolean> right, boolean coloured) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < right.size(); column++) {
            int at = column;
            widths.add(
                    cells.stream().mapToInt(line -> width(line.get(at))).max().orElse(0));
        }
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < cells.size(); line++) {
            List<String> padded = new ArrayList<>();
            for (int column = 0; column < right.size(); column++) {
                padded.add(padded(cells.get(line).get(column), widths.get(column), right.get(column)));
            }
            String whole = String.join("  ", padded).stripTrailing();
            text.append(line == 0 ? emphasised(whole, coloured) : whole).append('\n');
        }
        return text.toString();
    }

    private static String emphasised(String text, boolean coloured) {
        return coloured ? BOLD + text + PLAIN : text;
    }

    private static String padded(String text, int width, boolean right) {
        String space = " ".repeat(Math.max(0, width - width(text)));
        return right ? space + text : text + space;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /** {@code balanceMillicredits} becomes {@code balance}, {@code creditType} becomes {@code credit type}. */
    private static String heading(String column) {
        return column.replaceFirst("(?<=.)(Millicredits|Cents)$", "")
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static String cell(String column, @Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Number amount when column.endsWith("Millicredits") -> credits(new BigDecimal(amount.toString()));
            case Long cents
            when column.endsWith("Cents") -> BigDecimal.valueOf(cents, 2).toPlainString();
            case Instant at -> INSTANT.format(at);
            case BigDecimal number -> number.toPlainString();
            case Collection<?> items ->
                items.stream().map(String::valueOf).map(TableText::harmless).collect(Collectors.joining(", "));
            default -> harmless(value.toString());
        };
    }

    /** Also of sums beyond what one balance can hold. */
    private static String credits(BigDecimal millicredits) {
        return String.format(Locale.ROOT, "%,.3f", millicredits.movePointLeft(3))
                .replaceFirst("\\.?0+$", "");
    }

    /** As {@link #harmless}, line by line. */
    static String harmlessLines(String text) {
        return text.lines().map(TableText::harmless).collect(Collectors.joining("\n"));
    }

    /** Text from users could move the cursor or break the line. */
    static String harmless(String text) {
        return text.codePoints()
                .mapToObj(point -> Character.isISOControl(point)
                                || Character.getType(point) == Character.FORMAT
                                || Character.getType(point) == Character.SURROGATE
                                || Character.getType(point) == Character.LINE_SEPARATOR
                                || Character.getType(point) == Character.PARAGRAPH_SEPARATOR
                        ? "\uFFFD"
                        : Character.toString(point))
                .collect(Collectors.joining());
    }
}
