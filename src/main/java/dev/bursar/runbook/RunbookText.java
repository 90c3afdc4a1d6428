package dev.bursar.runbook;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A runbook as a person reads it in a terminal: its own Markdown, with what is known filled in and its steps numbered. */
public final class RunbookText {
    private RunbookText() {}

    /**
     * The whole of it.
     *
     * @param values what is known of its parameters; the others stay in their braces
     */
    public static String of(Runbook runbook, Values values) {
        String[] lines = FrontMatter.without(runbook.text()).split("\n", -1);
        List<String> filled =
                Arrays.stream(lines).map(line -> Template.filled(line, values)).collect(Collectors.toList());
        runbook.actions().forEach(action -> put(action, values, lines, filled));
        runbook.steps()
                .forEach(step ->
                        filled.set(step.line() - 1, filled.get(step.line() - 1) + "   [" + step.number() + "]"));
        return head(runbook, values) + String.join("\n", filled).strip() + "\n";
    }

    /** One action, safe to be copied. */
    public static String shown(Action action, Values values) {
        return CommandText.shown(action, values);
    }

    private static void put(Action action, Values values, String[] lines, List<String> filled) {
        int line = action.line() - 1;
        switch (action.language()) {
            case BURSAR -> {
                if (!Template.isLiteral(action.text())) {
                    filled.set(line, shown(action, values));
                }
            }
            case SQL -> {
                String[] statement = shown(action, values).split("\n", -1);
                int first = line + 1;
                while (lines[first].isBlank()) {
                    first++;
                }
                for (int i = 0; i < statement.length; i++) {
                    filled.set(first + i, statement[i]);
                }
            }
            case SH -> {
                if (!values.byName().isEmpty()) {
                    filled.set(line, filled.get(line) + "\n" + variables(values));
                }
            }
            case TEXT -> filled.set(line, filled.get(line) + "   [" + action.id() + "]");
        }
    }

    private static String variables(Values values) {
        return values.byName().entrySet().stream()
                .map(each -> Lint.variable(each.getKey()) + "=" + Words.quoted(each.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String head(Runbook runbook, Values values) {
        Map<String, String> head = new LinkedHashMap<>();
        head.put("runbook", runbook.name());
        runbook.header().severity().ifPresent(severity -> head.put("severity", severity));
        for (Parameter parameter : runbook.header().parameters()) {
            String value = values.byName().get(parameter.name());
            head.put(
                    parameter.name(),
                    (value == null ? "--param " + parameter.name() + "=…" : value) + "   (" + parameter.description()
                            + ")");
        }
        int width = head.keySet().stream().mapToInt(String::length).max().orElse(0);
        return head.entrySet().stream()
                        .map(each ->
                                each.getKey() + " ".repeat(width - each.getKey().length() + 2) + each.getValue())
                        .collect(Collectors.joining("\n"))
                + "\n\n";
    }
}
