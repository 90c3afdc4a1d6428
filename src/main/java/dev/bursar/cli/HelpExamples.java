package dev.bursar.cli;

import dev.bursar.database.Statements;
import java.util.List;

/** The examples that help shows, each a line of {@code help-examples.txt}: a command's are those that begin with its words. */
final class HelpExamples {
    private static final int SHOWN = 12;

    private HelpExamples() {}

    /** All of them, in the order of the file. */
    static List<String> all() {
        return Statements.read("help-examples.txt").lines().toList();
    }

    /**
     * Those of a command, and of the commands below it, as a section of its help.
     *
     * @param command its whole name: {@code bursar runs show}
     * @return empty if there are none
     */
    static String of(String command) {
        List<String> lines = all().stream()
                .filter(line -> (line + " ").startsWith(command + " "))
                .limit(SHOWN)
                .map(line -> "  " + line + "\n")
                .toList();
        return lines.isEmpty() ? "" : "\nExample" + (lines.size() == 1 ? "" : "s") + ":\n" + String.join("", lines);
    }
}
