package dev.bursar.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.cli.CommandLineRun;
import dev.bursar.operations.BursarProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that follows a runbook is killed while a script of it works. */
class KilledTest {
    @TempDir
    private Path folder;

    private Shelf shelf;
    private Path marks;
    private String file;

    @BeforeEach
    void open() throws IOException {
        shelf = Shelf.in(folder);
        marks = Files.createFile(folder.resolve("marks"));
        file = shelf.holds("script", "{}", """
                ## Off
                ```bursar run
                bursar flags set shobeis_system_enabled false
                ```
                ```bursar undo
                bursar flags set shobeis_system_enabled true
                ```
                ## Script
                ```sh run
                echo run >> MARKS
                test "$(wc -l < MARKS)" -gt 1 || exec sleep 20
                ```
                ```sh undo
                echo undo >> MARKS
                ```
                """.replace("MARKS", marks.toString()));
    }

    @AfterEach
    void close() {
        shelf.close();
    }

    private void killWithinTheScript() throws Exception {
        BursarProcess process = shelf.start("runbook", "run", file, "--allow-shell");
        try {
            Patience.until(Duration.ofSeconds(60), () -> Files.size(marks) > 0);
            CommandLineRun second = shelf.runbook("run", file, "--allow-shell");
            assertThat(second.exit()).isEqualTo(4);
            assertThat(second.stderr())
                    .contains("the runbook script is being followed with the same parameters: journal 1, by ");
        } finally {
            process.kill();
        }
        Patience.until(
                Duration.ofSeconds(20),
                () -> shelf.runbook("resume", "1", "--allow-shell").stderr().contains("was begun"));
    }

    @Test
    void a_script_whose_end_nobody_saw_is_done_again_only_on_the_operators_word() throws Exception {
        killWithinTheScript();
        CommandLineRun run = shelf.runbook("resume", "1", "--allow-shell");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.stderr())
                .contains(
                        "', was begun and nobody saw its end; nothing was done\n  Find out whether it was done, then go on with:"
                                + " bursar runbook resume 1 --was-done 2.1, or bursar runbook resume 1 --was-not-done 2.1\n");
        assertThat(shelf.journal())
                .containsExactly("1.1 run DONE", "1.2 undo WAITING", "2.1 run BEGUN", "2.2 undo WAITING");
        assertThat(shelf.runbook("resume", "1", "--allow-shell", "--was-not-done", "2.1")
                        .exit())
                .isZero();
        assertThat(Files.readString(marks)).isEqualTo("run\nrun\n");
        assertThat(shelf.status()).isEqualTo("COMPLETED");
    }

    @Test
    void what_was_done_on_the_operators_word_is_not_done_again_and_is_undone() throws Exception {
        killWithinTheScript();
        assertThat(shelf.runbook("resume", "1", "--allow-shell", "--was-done", "2.1")
                        .exit())
                .isZero();
        assertThat(shelf.runbook("rollback", "1", "--allow-shell").exit()).isZero();
        assertThat(Files.readString(marks)).isEqualTo("run\nundo\n");
        assertThat(shelf.flag("shobeis_system_enabled")).isEqualTo("true");
    }

    @Test
    void a_rollback_asks_what_became_of_it_and_leaves_alone_what_was_not_done() throws Exception {
        killWithinTheScript();
        CommandLineRun run = shelf.runbook("rollback", "1", "--allow-shell");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.stderr()).contains("bursar runbook rollback 1 --was-not-done 2.1");
        assertThat(shelf.flag("shobeis_system_enabled")).isEqualTo("false");
        assertThat(shelf.runbook("rollback", "1", "--allow-shell", "--was-not-done", "2.1")
                        .exit())
                .isZero();
        assertThat(Files.readString(marks)).isEqualTo("run\n");
        assertThat(shelf.flag("shobeis_system_enabled")).isEqualTo("true");
    }
}
