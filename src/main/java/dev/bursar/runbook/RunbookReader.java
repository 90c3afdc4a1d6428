package dev.bursar.runbook;

import dev.bursar.runbook.MarkdownReader.Part;
import dev.bursar.runbook.MarkdownReader.Section;
import dev.bursar.yaml.Complaints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes a runbook of a text, and complains of everything that is wrong with it but with its commands. */
final class RunbookReader {
    private final String name;
    private final String[] lines;
    private final List<Section> sections;
    private final List<Step> steps = new ArrayList<>();

    private RunbookReader(String name, String text, Complaints complaints) {
        String body = FrontMatter.without(text);
        this.name = name;
        this.lines = body.split("\\R", -1);
        this.sections = MarkdownReader.read(body, complaints);
    }

    /**
     * The runbook; what is wrong becomes a complaint.
     *
     * @param called the file as messages name it
     */
    static Runbook read(String called, String name, Optional<Path> file, String raw, Complaints complaints) {
        String text = raw.replace("\r\n", "\n");
        FrontMatter header = FrontMatter.read(called, text, complaints);
        RunbookReader reader = new RunbookReader(name, text, complaints);
        Runbook runbook = reader.runbook(file, text, header);
        Lint.check(runbook, reader.sections, reader.lines, complaints);
        return runbook;
    }

    private Runbook runbook(Optional<Path> file, String text, FrontMatter header) {
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            int end = i + 1 < sections.size() ? sections.get(i + 1).line() - 1 : lines.length;
            int number = steps.size() + 1;
            List<Action> actions = actions(number, section);
            if (!actions.isEmpty()) {
                String whole = String.join("\n", Arrays.asList(lines).subList(section.line() - 1, end));
                steps.add(new Step(number, section.heading(), section.line(), whole, actions));
            }
        }
        return new Runbook(name, file, text, header, List.copyOf(steps));
    }

    private static List<Action> actions(int step, Section section) {
        List<Action> actions = new ArrayList<>();
        for (Part part : section.parts()) {
            if (part.info().language() == Language.BURSAR) {
                String[] commands = part.text().split("\n", -1);
                for (int i = 0; i < commands.length; i++) {
                    if (!commands[i].isBlank() && !commands[i].strip().startsWith("#")) {
                        actions.add(action(step, actions.size() + 1, part, part.line() + 1 + i, commands[i].strip()));
                    }
                }
            } else {
                actions.add(action(
                        step, actions.size() + 1, part, part.line(), part.text().strip()));
            }
        }
        return List.copyOf(actions);
    }

    private static Action action(int step, int number, Part part, int line, String text) {
        BlockInfo info = part.info();
        return new Action(step, number, info.kind(), info.language(), line, text, info.terms());
    }
}
