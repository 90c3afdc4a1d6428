package dev.bursar.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.cli.CommandLineRun;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runbooks are followed, stopped, gone on with and undone. */
class FollowTest {
    private static final String SWITCHES = """
            ## Shobeis off
            ```bursar run
            bursar flags set shobeis_system_enabled false
            ```
            ```sql verify rows=some
            SELECT 1 WHERE NOT flag_on('shobeis_system_enabled', now())
            ```
            ```bursar undo
            bursar flags set shobeis_system_enabled true
            ```

            ## Somebody looks
            - [ ] The host answers

            > Confirm: type **{{month}}**

            ## Purchases off
            ```bursar run
            bursar flags set billing_purchase_enabled false
            ```
            ```bursar undo
            bursar flags set billing_purchase_enabled true
            ```
            """;
    private static final String MONTH = "{month: {type: month, description: the month}}";

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

    @Test
    void everything_is_done_in_order_and_written_down() {
        String file = shelf.holds("switches", MONTH, SWITCHES);
        CommandLineRun run = shelf.runbook(
                "run",
                file,
                "--param",
                "month=2026-11",
                "--tick",
                "2.1",
                "--confirm",
                "2026-11",
                "--reason",
                "drill",
                "-o",
                "json");
        assertThat(run.exit()).as(run.stderr()).isZero();
        assertThat(run.json().path("status").stringValue()).isEqualTo("COMPLETED");
        assertThat(run.json().path("reason").stringValue()).isEqualTo("drill");
        assertThat(run.json().at("/steps/0/said").stringValue())
                .isEqualTo("bursar flags set shobeis_system_enabled false");
        assertThat(run.json().at("/steps/0/output").stringValue()).contains("shobeis_system_enabled");
        assertThat(run.json().at("/steps/0/sha256").stringValue()).matches("[0-9a-f]{64}");
        assertThat(shelf.journal())
                .containsExactly(
                        "1.1 run DONE",
                        "1.2 verify DONE",
                        "1.3 undo WAITING",
                        "2.1 tick DONE",
                        "2.2 confirm DONE",
                        "3.1 run DONE",
                        "3.2 undo WAITING");
        assertThat(shelf.flag("billing_purchase_enabled")).isEqualTo("false");
    }

    @Test
    void without_a_terminal_it_waits_for_the_flag_that_answers_and_goes_on_from_there() {
        String file = shelf.holds("switches", MONTH, SWITCHES);
        CommandLineRun run = shelf.runbook("run", file, "--param", "month=2026-11");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.stderr())
                .endsWith(
                        "bursar: step 2.1 of switches wants a tick: 'The host answers'; journal 1 waits there, and what was done"
                                + " before stands\n  See that it is so, then go on with: bursar runbook resume 1 --tick 2.1\n");
        assertThat(shelf.status()).isEqualTo("WAITING");

        CommandLineRun wrong = shelf.runbook("resume", "1", "--yes", "--confirm", "2026-10");
        assertThat(wrong.exit()).isEqualTo(4);
        assertThat(wrong.stderr())
                .endsWith(
                        "bursar: step 2.2 of switches wants '2026-11' to be typed, and '2026-10' was; journal 1 waits there, and"
                                + " what was done before stands\n  If you mean it, go on with: bursar runbook resume 1 --confirm 2026-11\n");
        assertThat(shelf.flag("billing_purchase_enabled")).isEqualTo("true");

        assertThat(shelf.runbook("resume", "1", "--confirm", "2026-11").exit()).isZero();
        assertThat(shelf.status()).isEqualTo("COMPLETED");
        CommandLineRun again = shelf.runbook("resume", "1");
        assertThat(again.exit()).isZero();
        assertThat(again.stderr()).contains("journal 1 is complete: there is nothing left to do");
    }

    @Test
    void a_tick_that_does_not_exist_ticks_nothing() {
        String file = shelf.holds("switches", MONTH, SWITCHES);
        CommandLineRun run = shelf.runbook("run", file, "--param", "month=2026-11", "--tick", "9");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr())
                .isEqualTo(
                        "bursar: the runbook switches has no tick '9'; nothing was done\n  It has 2.1 (The host answers).\n");
    }

    @Test
    void a_check_that_fails_stops_it_with_its_message_and_exit() {
        String file = shelf.holds("checks", "{}", """
                ## Look
                ```bursar check
                bursar balance nobody
                ```
                ## Do
                ```bursar run
                bursar flags set shobeis_system_enabled false
                ```
                """);
        CommandLineRun run = shelf.runbook("run", file);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr())
                .contains(
                        "bursar: step 1.1 of checks, 'bursar balance nobody', ended with exit 2, not 0: unknown user 'nobody';"
                                + " Load the user first: bursar import customers FILE; journal 1 stands there")
                .endsWith(
                        "journal 1 stands there; what was done before stands\n  Mend it, then go on with: bursar runbook resume 1;"
                                + " or undo what was done: bursar runbook rollback 1\n");
        assertThat(shelf.status()).isEqualTo("FAILED");
        assertThat(shelf.journal()).containsExactly("1.1 check FAILED", "2.1 run WAITING");
        assertThat(shelf.flag("shobeis_system_enabled")).isEqualTo("true");
    }

    @Test
    void a_statement_that_returns_rows_is_an_answer_of_no() {
        String file = shelf.holds("rows", "{}", """
                ## Look
                ```sql check
                SELECT code FROM flag WHERE code LIKE 'shobeis_api%'
                ```
                """);
        CommandLineRun run = shelf.runbook("run", file, "-o", "json");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.json().path("status").stringValue()).isEqualTo("FAILED");
        assertThat(run.stderr())
                .contains(
                        "returned 1 row where there should be none, the first: code=shobeis_api_enabled; journal 1 stands there");
    }

    @Test
    void an_expected_exit_passes_and_any_other_does_not() {
        String file = shelf.holds("exits", "{}", """
                ## Look
                ```bursar check exit=2
                bursar balance nobody
                ```
                ```bursar check exit=3
                bursar flags list
                ```
                """);
        CommandLineRun run = shelf.runbook("run", file);
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.stderr()).contains("step 1.2 of exits, 'bursar flags list', ended with exit 0, not 3");
    }

    @Test
    void a_rollback_undoes_finished_steps_in_reverse_and_can_be_repeated() {
        String file = shelf.holds("switches", MONTH, SWITCHES);
        assertThat(shelf.runbook("run", file, "--param", "month=2026-11", "--yes", "--confirm", "2026-11")
                        .exit())
                .isZero();
        CommandLineRun back = shelf.runbook("rollback", "1");
        assertThat(back.exit()).as(back.stderr()).isZero();
        assertThat(back.stderr().indexOf("3.2 undo"))
                .isPositive()
                .isLessThan(back.stderr().indexOf("1.3 undo"));
        assertThat(shelf.flag("shobeis_system_enabled")).isEqualTo("true");
        assertThat(shelf.flag("billing_purchase_enabled")).isEqualTo("true");
        assertThat(shelf.status()).isEqualTo("ROLLED_BACK");
        assertThat(shelf.runbook("rollback", "1").stderr())
                .contains("was rolled back before: there is nothing left to undo");
        CommandLineRun resumed = shelf.runbook("resume", "1");
        assertThat(resumed.exit()).isEqualTo(4);
        assertThat(resumed.stderr()).contains("journal 1 was rolled back; nothing was done");
    }

    @Test
    void what_was_not_finished_is_not_undone() {
        String file = shelf.holds("switches", MONTH, SWITCHES);
        assertThat(shelf.runbook("run", file, "--param", "month=2026-11").exit())
                .isEqualTo(4);
        assertThat(shelf.runbook("rollback", "1").exit()).isZero();
        assertThat(shelf.journal()).contains("1.3 undo DONE", "3.1 run WAITING", "3.2 undo WAITING");
        assertThat(shelf.flag("shobeis_system_enabled")).isEqualTo("true");
    }

    @Test
    void it_refuses_to_go_on_when_a_finished_step_was_changed_and_takes_changes_of_what_comes() {
        String file = shelf.holds("switches", MONTH, SWITCHES);
        assertThat(shelf.runbook("run", file, "--param", "month=2026-11").exit())
                .isEqualTo(4);
        String before = hash();
        String changed = shelf.holds(
                "switches", MONTH, SWITCHES.replace("shobeis_system_enabled false", "shobeis_api_enabled false"));
        CommandLineRun run = shelf.runbook("resume", "1", "--yes", "--confirm", "2026-11");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.stderr())
                .containsPattern(
                        "bursar: step 1 of switches \\('Shobeis off'\\) is finished, and its text has changed since: it was "
                                + before + " and is now [0-9a-f]{64}; nothing was done\n")
                .contains("Put the old text back to go on, or begin anew with: bursar runbook run " + changed);

        shelf.holds("switches", MONTH, SWITCHES.replace("billing_purchase_enabled", "shobeis_api_enabled"));
        assertThat(shelf.runbook("resume", "1", "--yes", "--confirm", "2026-11").exit())
                .isZero();
        assertThat(shelf.flag("billing_purchase_enabled")).isEqualTo("true");
        assertThat(shelf.flag("shobeis_api_enabled")).isEqualTo("false");
    }

    private String hash() {
        return shelf.client()
                .sql("SELECT step_sha256 FROM runbook_action WHERE run_id = 1 AND step = 1 AND number = 1")
                .query(String.class)
                .single();
    }

    @Test
    void a_dry_run_checks_and_tells_and_changes_nothing() {
        String file = shelf.holds("switches", MONTH, "## Look\n```bursar check\nflags list\n```\n" + SWITCHES);
        CommandLineRun run = shelf.runbook("run", file, "--param", "month=2026-11", "--dry-run");
        assertThat(run.exit()).isZero();
        assertThat(run.stderr())
                .contains(
                        "1.1 check: bursar flags list", "2.1 would run: bursar flags set shobeis_system_enabled false")
                .contains("dry run: nothing was changed, and no journal was kept");
        assertThat(shelf.flag("shobeis_system_enabled")).isEqualTo("true");
        assertThat(shelf.client()
                        .sql("SELECT count(*) FROM runbook_run")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void scripts_run_only_where_they_are_allowed() {
        String file = shelf.holds("script", "{who: {type: user, description: the user}}", """
                ## Do
                ```sh run
                printf '<%s>' "$who"
                ```
                """);
        CommandLineRun refused = shelf.runbook("run", file, "--param", "who=ada");
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.stderr())
                .contains("the runbook script runs shell scripts (line 6); nothing was done", "--allow-shell");
        CommandLineRun run = shelf.runbook("run", file, "--param", "who=ada", "--allow-shell", "-o", "json");
        assertThat(run.exit()).as(run.stderr()).isZero();
        assertThat(run.json().at("/steps/0/output").stringValue()).isEqualTo("<ada>");
    }

    @Test
    void a_script_that_takes_too_long_is_ended() {
        String file = shelf.holds("slow", "{}", "## Do\n```sh run timeout=1\nsleep 60\n```\n");
        CommandLineRun run = shelf.runbook("run", file, "--allow-shell");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.stderr()).contains("was ended after 1 s; what it had begun may be half done");
    }

    @Test
    void a_statement_that_takes_too_long_is_ended() {
        String file = shelf.holds("slow", "{}", "## Look\n```sql check timeout=1\nSELECT pg_sleep(60)\n```\n");
        CommandLineRun run = shelf.runbook("run", file);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.stderr()).contains("canceling statement due to statement timeout");
    }

    @Test
    void no_statement_and_no_check_can_write() {
        String file = shelf.holds(
                "writes", "{}", "## Look\n```sql check\nSELECT adjust_credits('ada', 'credits', 1, 'k', 'r')\n```\n");
        assertThat(shelf.runbook("run", file).exit()).isNotZero();
        String other =
                shelf.holds("ids", "{}", "## Look\n```sql check rows=any\nSELECT setval('run_id_seq', 99)\n```\n");
        CommandLineRun run = shelf.runbook("run", other);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.stderr()).contains("cannot execute setval() in a read-only transaction");
    }
}
