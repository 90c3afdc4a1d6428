package dev.bursar.runbook;

import dev.bursar.runbook.MarkdownReader.Part;
import dev.bursar.runbook.MarkdownReader.Section;
import dev.bursar.yaml.Complaints;
import dev.bursar.yaml.Spelling;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What can be wrong with a runbook that reads well: names, headings, undo, and the inside of its blocks. */
final class Lint {
    private final Runbook runbook;
    private final Complaints complaints;

    private Lint(Runbook runbook, Complaints complaints) {
        this.runbook = runbook;
        this.complaints = complaints;
    }

    static void check(Runbook runbook, List<Section> sections, String[] lines, Complaints complaints) {
        Lint lint = new Lint(runbook, complaints);
        lint.checkNames(lines);
        lint.checkHeadings(sections);
        lint.checkBlocksAreNotEmpty(sections);
        runbook.steps().forEach(lint::checkUndo);
        runbook.actions().forEach(lint::checkText);
    }

    private void checkNames(String[] lines) {
        List<String> known =
                runbook.header().parameters().stream().map(Parameter::name).toList();
        for (int i = 0; i < lines.length; i++) {
            for (String malformed : Template.malformed(lines[i])) {
                complaints.add(i + 1, malformed + " is no parameter; write {{name}} in small letters");
            }
            for (String name : Template.names(lines[i])) {
                if (!known.contains(name)) {
                    complaints.add(i + 1, "{{" + name + "}} is no parameter; " + Spelling.advice(name, known));
                }
            }
        }
    }

    /** Two of one name under one parent could not be told apart, and two steps of one name nowhere. */
    private void checkHeadings(List<Section> sections) {
        Map<String, Integer> seen = new HashMap<>();
        Deque<Section> path = new ArrayDeque<>();
        for (Section section : sections) {
            while (!path.isEmpty() && path.getLast().level() >= section.level()) {
                path.removeLast();
            }
            path.addLast(section);
            String place = section.parts().isEmpty()
                    ? path.stream().map(Section::heading).toList().toString()
                    : "step " + section.heading();
            Integer first = seen.putIfAbsent(place, section.line());
            if (first != null) {
                complaints.add(
                        section.line(), "the heading '" + section.heading() + "' stands in line " + first + " already");
            }
        }
    }

    private void checkBlocksAreNotEmpty(List<Section> sections) {
        for (Section section : sections) {
            for (Part part : section.parts()) {
                boolean isEmpty = part.text()
                        .lines()
                        .allMatch(line -> line.isBlank() || line.strip().startsWith("#"));
                if (isEmpty && part.info().language() != Language.TEXT) {
                    complaints.add(part.line(), "the block has nothing to run");
                }
            }
        }
    }

    private void checkUndo(Step step) {
        if (step.has(Kind.UNDO) && !step.has(Kind.RUN)) {
            int line = step.actions().stream()
                    .filter(action -> action.kind() == Kind.UNDO)
                    .mapToInt(Action::line)
                    .findFirst()
                    .orElse(step.line());
            complaints.add(
                    line, "the step '" + step.heading() + "' has an undo and no run, so there is nothing to undo");
        }
    }

    private void checkText(Action action) {
        try {
            switch (action.language()) {
                case BURSAR -> Words.of(action.text()).forEach(word -> checkOption(action, word));
                case SQL -> {
                    SqlText _ = SqlText.of(action.text());
                }
                case SH -> checkScript(action);
                case TEXT -> {}
            }
        } catch (IllegalArgumentException wrong) {
            complaints.add(action.line(), String.valueOf(wrong.getMessage()));
        }
    }

    private void checkOption(Action action, String word) {
        if (word.startsWith("-") && !Template.isLiteral(word.replaceFirst("=.*", ""))) {
            complaints.add(action.line(), word + " lets a parameter name an option; write the option out");
        }
    }

    private void checkScript(Action action) {
        for (String name : Template.names(action.text())) {
            complaints.add(
                    action.line(),
                    "a script gets {{" + name + "}} as a variable, never in its text: write \"$" + variable(name)
                            + "\"");
        }
    }

    /** The variable in which a script finds a parameter. */
    static String variable(String name) {
        return name.replace('-', '_');
    }
}
