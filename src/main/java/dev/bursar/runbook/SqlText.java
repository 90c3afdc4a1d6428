package dev.bursar.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement that reads, with its parameters as places for bound values.
 *
 * @param jdbc with a question mark for each parameter
 * @param names the parameters in the order of their question marks
 */
record SqlText(String jdbc, List<String> names) {
    /** What a place may not stand in: quoted texts and names, dollar quotes, comments. */
    private static final Pattern QUOTED = Pattern.compile(
            "(?s)[eE]'(?:[^'\\\\]|\\\\.|'')*'|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|(\\$(?:[A-Za-z_]\\w*)?\\$).*?\\1|--[^\\n]*|/\\*.*?\\*/");

    private static final List<String> READING = List.of("SELECT", "WITH", "TABLE", "VALUES");

    /** Reads it; throws {@link IllegalArgumentException} with what is wrong, for the lint. */
    static SqlText of(String statement) {
        String text = statement.strip().replaceFirst(";\\s*\\z", "");
        StringBuilder jdbc = new StringBuilder();
        List<String> names = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        Matcher quoted = QUOTED.matcher(text);
        int from = 0;
        while (quoted.find()) {
            String code = text.substring(from, quoted.start());
            open.append(code).append(' ');
            jdbc.append(bound(code, names)).append(literal(quoted.group()));
            from = quoted.end();
        }
        open.append(text, from, text.length());
        jdbc.append(bound(text.substring(from), names));
        refuse(open.toString());
        return new SqlText(jdbc.toString(), List.copyOf(names));
    }

    /** In code a question mark of PostgreSQL's own operators is doubled for JDBC. */
    private static String bound(String code, List<String> names) {
        return Template.PLACE.matcher(code.replace("?", "??")).replaceAll(place -> {
            names.add(place.group(1));
            return "?";
        });
    }

    private static String literal(String quoted) {
        if (!quoted.startsWith("--")
                && !quoted.startsWith("/*")
                && Template.PLACE.matcher(quoted).find()) {
            throw new IllegalArgumentException(
                    "a parameter stands within quotes; it is a bound value, so write {{name}} without them");
        }
        return quoted.startsWith("--") || quoted.startsWith("/*") ? " " : quoted;
    }

    private static void refuse(String code) {
        if (code.contains("'") || code.contains("\"") || code.contains("/*")) {
            throw new IllegalArgumentException("a quote or a comment of the statement is never closed");
        }
        if (code.contains(";")) {
            throw new IllegalArgumentException("there is more than one statement; each has a block of its own");
        }
        String first = code.strip().replaceFirst("(?s)[^A-Za-z].*", "").toUpperCase(Locale.ROOT);
        if (!READING.contains(first)) {
            throw new IllegalArgumentException("the statement must read: it begins with SELECT, WITH, TABLE or VALUES");
        }
    }
}
