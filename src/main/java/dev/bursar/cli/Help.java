package dev.bursar.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How help reads: examples first, commands by group, and the global options only where they are explained. */
final class Help {
    private static final String EXAMPLES = """
            Examples:
              bursar demo                                     see all of it on an empty machine
              bursar doctor                                   what is well, what is not, and how to mend it
              bursar import customers customers.csv           load a file; bad rows go to a reject file
              bursar balance ada                              what a user has
              bursar allocation run --date 2026-11-01         open the periods that begin by then
            """;

    private Help() {}

    static void install(CommandLine root) {
        Map<String, IHelpSectionRenderer> standard = new HashMap<>(root.getHelpSectionMap());
        Map<String, IHelpSectionRenderer> sections = root.getHelpSectionMap();
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> groups(root));
        sections.put(UsageMessageSpec.SECTION_KEY_DESCRIPTION, help -> help.description() + "\n" + EXAMPLES);
        root.setHelpSectionMap(sections);
        root.getCommandSpec()
                .usageMessage()
                .optionListHeading("%nOptions, before or after the command:%n")
                .commandListHeading("");
        root.getSubcommands().values().forEach(command -> installBelow(command, standard));
    }

    private static void installBelow(CommandLine command, Map<String, IHelpSectionRenderer> standard) {
        command.getCommandSpec()
                .usageMessage()
                .synopsisHeading("Usage: ")
                .abbreviateSynopsis(true)
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n")
                .footer("", "Every command also takes -o table|json|csv, --quiet and more: see bursar --help.");
        Map<String, IHelpSectionRenderer> sections = new HashMap<>(standard);
        sections.put(
                UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
                help -> own(help).isEmpty() ? "" : help.optionListHeading());
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> help.optionListExcludingGroups(own(help)));
        // after the description and not in it, where picocli would break them into lines that nobody can type
        sections.put(
                UsageMessageSpec.SECTION_KEY_DESCRIPTION,
                help -> help.description() + HelpExamples.of(help.commandSpec().qualifiedName()));
        command.setHelpSectionMap(sections);
        command.getSubcommands().values().forEach(below -> installBelow(below, standard));
    }

    private static List<OptionSpec> own(CommandLine.Help help) {
        return help.commandSpec().options().stream()
                .filter(option -> !option.inherited())
                .toList();
    }

    private static String groups(CommandLine root) {
        int width = root.getSubcommands().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        return Commands.GROUPS.stream()
                .map(group -> "\n" + group.title() + ":\n" + lines(root, group, width))
                .collect(Collectors.joining());
    }

    private static String lines(CommandLine root, Commands.Group group, int width) {
        return group.names().stream()
                .map(name -> "  " + name + " ".repeat(width - name.length() + 3) + about(root, name) + "\n")
                .collect(Collectors.joining());
    }

    private static String about(CommandLine root, String name) {
        return Objects.requireNonNull(root.getSubcommands().get(name))
                .getCommandSpec()
                .usageMessage()
                .description()[0];
    }
}
