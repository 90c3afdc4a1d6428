package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.fault.Exit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BursarTest {
    @Test
    void help_lists_every_command_in_its_group_after_examples() {
        CommandLineRun run = run("--help");
        assertThat(run.exit()).isZero();
        assertThat(run.stderr()).isEmpty();
        assertThat(run.stdout()).contains("Examples:");
        assertThat(Commands.GROUPS)
                .allSatisfy(group -> assertThat(run.stdout()).contains("\n" + group.title() + ":\n"));
        assertThat(run().stdout()).isEqualTo(run.stdout());
    }

    @Test
    void the_version_names_bursar_and_java() {
        assertThat(run("--version").stdout()).startsWith("bursar ").contains("Java 25");
        assertThat(run("db", "--version").exit()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void there_is_a_completion_script_for_every_shell(Completion.Shell shell) {
        CommandLineRun run = run("completion", shell.toString());
        assertThat(run.exit()).isZero();
        assertThat(run.stdout()).contains("bursar", "migrate");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --databse-url x          | unknown option '--databse-url'      | --database-url
            db statsu                | 'bursar db' does not take 'statsu'  | status
            runs lst                 | 'bursar runs' does not take 'lst'   | Did you mean list?
            blance ada               | 'bursar' does not take 'blance'     | Did you mean balance?
            serve --port 99999       | --port 99999 is not within 0 to     | 0 takes any free one
            runs show abc            | 'abc' is no whole number            | bursar runs show --help
            db                       | a command is missing                | bursar db --help
            db start -o xml          | 'xml' is none of table, json        | bursar db start --help
            -o json -o csv doctor    | only once                           | --help
            """)
    void what_is_not_understood_is_exit_2_with_a_hint(String line, String problem, String hint) {
        CommandLineRun run = run(line.split(" "));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr()).contains(problem).contains(hint).doesNotContain("\tat ", "Exception");
    }

    @Test
    void what_was_typed_reaches_no_terminal_as_control_characters() {
        CommandLineRun run = run("balance", "ada", "\u001b[31mred\u001b]0;title\u0007");
        assertThat(run.stderr())
                .startsWith("bursar: 'bursar balance' does not take '\uFFFD[31mred\uFFFD]0;title\uFFFD'\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-o json nonsense", "nonsense -o json", "nonsense --output=json", "-ojson nonsense"})
    void under_json_an_error_is_an_object_on_stdout(String line) {
        CommandLineRun run = run(line.split(" "));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.json().at("/error/code").asString()).isEqualTo("usage");
        assertThat(run.json().at("/error/message").asString()).contains("nonsense");
    }

    @Test
    void a_full_disk_is_exit_1_and_a_reader_that_left_is_exit_1_without_a_word() {
        assertThat(failing("No space left on device")).isEqualTo(Exit.FAILED);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertThat(failing("Broken pipe", err)).isEqualTo(Exit.FAILED);
        assertThat(err.size()).isZero();
    }

    private static Exit failing(String problem) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Exit exit = failing(problem, err);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(problem);
        return exit;
    }

    private static Exit failing(String problem, ByteArrayOutputStream err) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(problem);
            }
        };
        return Bursar.run(new String[] {"--help"}, Map.of(), full, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static CommandLineRun run(String... arguments) {
        return CommandLineRun.with(Map.of(), arguments);
    }
}
