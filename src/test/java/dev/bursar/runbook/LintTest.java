package dev.bursar.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a runbook is said with its line, and nothing is asked of a database. */
class LintTest {
    private static final String HEAD = """
            ---
            title: A test
            parameters:
              day: {type: date, description: the day}
              who: {type: user, description: the user}
            ---
            # A test

            ## First
            """; // nine lines: what a case adds begins in line 10

    @TempDir
    private Path folder;

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("```bursar check\nbalance {{whom}}\n```", 11, "{{whom}} is no parameter; did you mean who?"),
                fault("{{ 1 }}", 10, "{{ 1 }} is no parameter; write {{name}} in small letters"),
                fault(
                        "```bursar check\nbalanse ada\n```",
                        11,
                        "'bursar' does not take 'balanse'; Did you mean balance?"),
                fault(
                        "```bursar run\nallocation run --dat {{day}}\n```",
                        11,
                        "unknown option '--dat'; Did you mean --date?"),
                fault("```bursar check\nruns\n```", 11, "a command is missing after 'bursar runs'"),
                fault("```bursar check\nbalance\n```", 11, "Missing required parameter: 'USER'"),
                fault(
                        "```bursar check\nallocation run --date {{day}}\n```",
                        11,
                        "bursar allocation run changes something, and a check may not; give it --dry-run, or write run"),
                fault(
                        "```bursar run\n{{who}} list\n```",
                        11,
                        "a parameter stands where a command is named; write the command out"),
                fault("```bursar run\nruns {{who}}\n```", 11, "'bursar runs' does not take 'ada'"),
                fault(
                        "```bursar check\nbalance ada --{{who}}\n```",
                        11,
                        "--{{who}} lets a parameter name an option; write the option out"),
                fault(
                        "```bursar run\ndb stop\n```",
                        11,
                        "bursar db stop has no place in a runbook that is followed by bursar"),
                fault(
                        "```bursar check\ndb status; rm -rf /\n```",
                        11,
                        "';' means nothing here, where no shell reads; quote it if it is part of an argument"),
                fault("```bursar check\nbalance 'ada\n```", 11, "the quote ' is never closed"),
                fault("```bursar check\nbalance \"ada\n```", 11, "the quote \" is never closed"),
                fault(
                        "```bursar check\nbalance \\\n```",
                        11,
                        "the line ends in a backslash; a command stands on one line"),
                fault(
                        "```bursar undo\nruns recover\n```",
                        11,
                        "the step 'First' has an undo and no run, so there is nothing to undo"),
                fault(
                        "## First\n```bursar check\ndoctor\n```\n## First\n```bursar check\ndoctor\n```",
                        14,
                        "the heading" + " 'First' stands in line 10 already"),
                fault("```bursar check\ndoctor\n", 10, "the fence that opens here is never closed"),
                fault(
                        "```bursar chek\ndoctor\n```",
                        10,
                        "'chek' says nothing that a block can do; did you mean check?"),
                fault(
                        "```bash run\nls\n```",
                        10,
                        "a block of bash cannot run; write bursar, sql or sh, or leave out what follows bash"),
                fault("```bursar check exit=x\ndoctor\n```", 10, "'exit=x' is no term of a bursar block; exit=0,3 is"),
                fault("```bursar check\n# only a comment\n```", 10, "the block has nothing to run"),
                fault(
                        "- x\n\n  ```bursar check\n  doctor\n  ```",
                        12,
                        "a block that runs stands at the left margin, not in a list or a quotation"),
                fault("> Confirm: type it", 10, "a confirmation needs the word to be typed, as **{{month}}**"),
                fault(
                        "```sql check\nSELECT 1 WHERE '{{who}}' = 'x'\n```",
                        10,
                        "a parameter stands within quotes; it is a bound value, so write {{name}} without them"),
                fault(
                        "```sql check\nSELECT 1; DROP TABLE run\n```",
                        10,
                        "there is more than one statement; each has a block of its own"),
                fault(
                        "```sql check\nUPDATE run SET job = 'x'\n```",
                        10,
                        "the statement must read: it begins with SELECT, WITH, TABLE or VALUES"),
                fault("```sql check\nSELECT 'x\n```", 10, "a quote or a comment of the statement is never closed"),
                fault(
                        "```sql run\nSELECT 1\n```",
                        10,
                        "a block of sql only reads: check or verify; what changes something is a command"),
                fault(
                        "```sh run\necho {{who}}\n```",
                        10,
                        "a script gets {{who}} as a variable, never in its text: write \"$who\""));
    }

    private static Arguments fault(String text, int line, String message) {
        return Arguments.of(text, line, message);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void says_what_is_wrong_and_where(String text, int line, String message) throws IOException {
        CommandLineRun run = lint(HEAD + text + "\n");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr()).contains("line " + line + ": " + message);
    }

    @Test
    void says_all_that_is_wrong_with_front_matter() throws IOException {
        CommandLineRun run = lint("""
                ---
                titel: A test
                severity: bad
                parameters:
                  Day: {type: date, description: the day}
                  month: {type: moon, description: the month}
                  many: {type: integer, description: how many, default: few}
                  which: {type: choice, description: which}
                  free: {type: text, description: free, required: false}
                ---
                # A test
                """);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr())
                .contains(
                        "has 8 faults:",
                        "line 2: title is missing",
                        "line 2: titel is unknown; it is one of title, severity, job, parameters",
                        "line 3: severity must be page or critical or warning or info, but is bad",
                        "line 5: parameters.Day must be up to 40 small letters, digits, _ and -, beginning with a letter",
                        "line 6: parameters.month.type must be date or month or instant or integer or number or user or text or"
                                + " choice, but is moon",
                        "line 7: parameters.many.default must be a whole number, but is few",
                        "line 8: parameters.which.choices must be a list of texts, such as [october, november]",
                        "line 9: parameters.free.required is false, so a default must say what it is where nobody does");
    }

    @Test
    void front_matter_and_a_heading_are_needed_before_anything_runs() throws IOException {
        CommandLineRun run = lint("```bursar check\ndoctor\n```\n");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr())
                .contains(
                        "line 1: front matter is missing: between two lines of --- stand at least title: and parameters:",
                        "line 1: what is to be done stands before the first heading; only a heading makes a step");
    }

    @Test
    void what_only_stands_there_is_left_alone() throws IOException {
        CommandLineRun run = lint(HEAD + """
                ```
                rm -rf /
                ```

                ```sql
                DROP TABLE run
                ```

                - [x] was seen to long ago

                ```bursar check
                # a comment
                bursar balance "a d a"
                ```
                """);
        assertThat(run.stderr()).isEmpty();
        assertThat(run.stdout()).endsWith("is well: 1 steps, 1 things to do.\n");
    }

    @Test
    void an_unknown_name_and_a_missing_file_say_where_to_look() {
        CommandLineRun name = CommandLineRun.with(Map.of(), "runbook", "lint", "alocation");
        assertThat(name.exit()).isEqualTo(2);
        assertThat(name.stderr()).contains("there is no runbook 'alocation'; did you mean allocation?");
        CommandLineRun file = CommandLineRun.with(Map.of(), "runbook", "lint", "./alocation.md");
        assertThat(file.exit()).isEqualTo(2);
        assertThat(file.stderr())
                .contains("there is no file ./alocation.md", "Give the path of a runbook in Markdown.");
    }

    private CommandLineRun lint(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("test.md"), text);
        return CommandLineRun.with(Map.of(), "runbook", "lint", file.toString());
    }
}
