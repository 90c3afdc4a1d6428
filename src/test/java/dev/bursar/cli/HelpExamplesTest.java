package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command shows how it is called, and every example can be called. */
class HelpExamplesTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private static CommandLine root() {
        Invocation invocation = new Invocation(
                Map.of(), OutputStream.nullOutputStream(), new PrintStream(OutputStream.nullOutputStream()));
        return CommandTree.build(invocation, _ -> true);
    }

    static Stream<CommandLine> commands() {
        return below(root());
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return command.getSubcommands().values().stream().flatMap(next -> Stream.concat(Stream.of(next), below(next)));
    }

    static List<String> examples() {
        return HelpExamples.all();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_shows_how_a_command_is_called(CommandLine command) {
        assertThat(command.getUsageMessage())
                .as(command.getCommandSpec().qualifiedName() + " --help: add a line to help-examples.txt")
                .containsPattern("(?s)Example|In bash: source")
                .contains(HelpExamples.of(
                        command.getCommandSpec().qualifiedName())); // whole lines: to be typed as they stand
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_is_understood(String line) {
        List<String> words = new ArrayList<>();
        WORD.matcher(line).results().forEach(word -> words.add(word.group(1) == null ? word.group(2) : word.group(1)));
        assertThat(words.removeFirst()).isEqualTo("bursar");
        assertThat(root().parseArgs(words.toArray(String[]::new)).hasSubcommand())
                .isTrue();
    }
}
