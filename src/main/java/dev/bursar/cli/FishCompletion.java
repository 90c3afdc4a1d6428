package dev.bursar.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion script for fish, which picocli does not write. */
final class FishCompletion {
    private FishCompletion() {}

    static String of(CommandLine root) {
        List<String> lines = new ArrayList<>();
        lines.add("complete -c bursar -f");
        add(root, "__fish_use_subcommand", "", lines);
        return String.join("\n", lines) + "\n";
    }

    /** @param here fish's condition for being at this command; {@code path} the words that lead to it */
    private static void add(CommandLine command, String here, String path, List<String> lines) {
        CommandSpec spec = command.getCommandSpec();
        command.getSubcommands().forEach((name, subcommand) -> {
            lines.add("complete -c bursar -n " + quoted(here) + " -a " + quoted(name) + " -d "
                    + quoted(String.join(
                            " ", subcommand.getCommandSpec().usageMessage().description())));
            String below = path + (path.isEmpty() ? "" : "; and ") + "__fish_seen_subcommand_from " + name;
            add(subcommand, below, below, lines);
        });
        for (OptionSpec option : spec.options()) {
            if (!option.inherited()) {
                lines.add(line(option, path));
            }
        }
    }

    private static String line(OptionSpec option, String path) {
        StringBuilder line = new StringBuilder("complete -c bursar");
        if (!path.isEmpty()) {
            line.append(" -n ").append(quoted(path));
        }
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
        }
        if (option.arity().max() > 0) {
            line.append(" -r");
        }
        return line.append(" -d ")
                .append(quoted(String.join(" ", option.description())))
                .toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
