package dev.bursar.catalogue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A catalogue as YAML in one form: what is printed reads back as an equal catalogue, and equal catalogues print alike. */
public final class CanonicalYaml {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
    private static final Set<String> RESERVED = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private CanonicalYaml() {}

    /** A whole file, ending in a newline. */
    public static String print(Catalogue catalogue) {
        return Outline.of(catalogue).entrySet().stream()
                .map(section -> section(section.getKey(), section.getValue()))
                .collect(Collectors.joining());
    }

    private static String section(String name, List<Map<String, Object>> items) {
        if (items.isEmpty()) {
            return name + ": []\n";
        }
        return items.stream()
                .map(item -> "  - " + (name.equals("plans") ? block(item, "    ") : value(item)))
                .collect(Collectors.joining("\n", name + ":\n", "\n"));
    }

    /** A mapping with a line for each key, the first of which continues the line that the caller began. */
    private static String block(Map<String, Object> fields, String indent) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + ":" + lines(field.getValue(), indent))
                .collect(Collectors.joining("\n" + indent));
    }

    private static String lines(Object value, String indent) {
        if (value instanceof List<?> items && !items.isEmpty()) {
            return items.stream()
                    .map(item -> "\n" + indent + "  - " + value(item))
                    .collect(Collectors.joining());
        }
        return " " + value(value);
    }

    /** A value on one line. */
    static String value(Object value) {
        return switch (value) {
            case Map<?, ?> fields ->
                fields.entrySet().stream()
                        .map(field -> field.getKey() + ": " + value(field.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> items -> items.stream().map(CanonicalYaml::value).collect(Collectors.joining(", ", "[", "]"));
            case BigDecimal number -> number.toPlainString();
            case String text -> text(text);
            default -> value.toString();
        };
    }

    /** Quoted where YAML would take it for something else. */
    private static String text(String text) {
        boolean isPlain = PLAIN.matcher(text).matches() && !RESERVED.contains(text.toLowerCase(Locale.ROOT));
        return isPlain ? text : '"' + text + '"';
    }
}
