package dev.bursar.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.cli.CommandLineRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A parameter is one word of a command, one bound value of a statement, one variable of a script, and never more. */
class SmugglingTest {
    private static final String WHO = "{who: {type: text, description: who}}";

    @TempDir
    private Path folder;

    private Shelf shelf;

    @BeforeEach
    void open() {
        shelf = Shelf.in(folder);
    }

    @AfterEach
    void close() {
        shelf.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada; rm -rf /",
                "ada && bursar flags set shobeis_system_enabled false",
                "$(touch pwned)",
                "`touch pwned`",
                "ada' --yes '",
                "ada\" --yes \"",
                "ada --yes",
                "' OR 1=1 --",
                "'; DROP TABLE bursar.run; --",
                "{{who}}",
                "${HOME}",
                "@/etc/passwd",
                "a\\nb"
            })
    void is_inert_in_commands_statements_and_scripts(String value) {
        String file = shelf.holds("smuggle", WHO, """
                ## As an argument
                ```bursar run
                bursar flags set shobeis_api_enabled false --reason "asked by {{who}}"
                ```
                ```bursar check exit=2
                bursar balance {{who}}
                ```
                ## As a value
                ```sql check
                SELECT * FROM flag WHERE code = {{who}}
                ```
                ```sql check rows=some
                SELECT 1 FROM flag_change WHERE reason = 'asked by ' || {{who}}
                ```
                ## As a variable
                ```sh check
                printf '%s' "$who"
                ```
                """);
        CommandLineRun run = shelf.runbook("run", file, "--param", "who=" + value, "--allow-shell", "-o", "json");
        assertThat(run.exit()).as(run.stderr()).isZero();
        assertThat(run.json().at("/steps/4/output").stringValue()).isEqualTo(value);
        assertThat(shelf.flag("shobeis_system_enabled")).isEqualTo("true");
        assertThat(Files.exists(Path.of("pwned"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--yes", "-rf", "two\nlines", "tab\there", "\u0000", "", " ", "\u2028", "\u202E"})
    void what_could_be_an_option_or_more_than_a_line_is_refused(String value) {
        String file = shelf.holds("smuggle", WHO, "## Look\n```bursar check\nbursar balance {{who}}\n```\n");
        CommandLineRun run = shelf.runbook("run", file, "--param", "who=" + value);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr())
                .startsWith(
                        "bursar: the parameter who must be a line of text that does not begin with a hyphen, but is '");
    }

    @Test
    void a_file_of_arguments_is_a_word_like_any_other() {
        String file = shelf.write("arguments", "list\n");
        CommandLineRun run = shelf.bursar("balance", "@" + file);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr()).contains("@" + file);
    }

    @Test
    void what_is_shown_can_be_copied_into_a_shell_and_into_psql() {
        String file = shelf.holds("smuggle", WHO, """
                ## Look
                ```bursar check
                bursar balance {{who}}
                ```
                ```sql check
                SELECT 1 FROM customer WHERE user_id = {{who}} AND false
                ```
                """);
        CommandLineRun shown = shelf.runbook("show", file, "--param", "who=it's; rm -rf /");
        assertThat(shown.stdout())
                .contains("bursar balance 'it'\\''s; rm -rf /'\n")
                .contains("WHERE user_id = 'it''s; rm -rf /' AND false\n");
    }

    @Test
    void no_secret_is_written_down() {
        String file = shelf.holds("secret", "{}", """
                ## Do
                ```sh run
                echo "url: $DATABASE_URL and postgresql://ada:hunter22@db/x password=hunter22"
                ```
                """);
        assertThat(shelf.runbook("run", file, "--allow-shell").exit()).isZero();
        String output = shelf.client()
                .sql("SELECT output FROM runbook_action WHERE number = 1")
                .query(String.class)
                .single();
        assertThat(output).isEqualTo("url: *** and postgresql://ada:***@db/x password=***");
        String parameter = shelf.holds("told", WHO, "## Look\n```bursar check\nbursar balance {{who}}\n```\n");
        CommandLineRun told = shelf.runbook("run", parameter, "--param", "who=" + shelf.variable("DATABASE_URL"));
        assertThat(told.exit()).isEqualTo(2);
        assertThat(told.stderr()).contains("the parameter who holds a secret, which no journal may; nothing was done");
    }
}
