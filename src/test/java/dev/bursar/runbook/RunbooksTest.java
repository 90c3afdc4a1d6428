package dev.bursar.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.cli.CommandLineRun;
import dev.bursar.fault.FaultCode;
import dev.bursar.operations.BursarProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every runbook in {@code runbooks/} is checked, followed, gone on with after a kill, and rolled back. */
@Order(1)
class RunbooksTest {
    private static final Path FOLDER = Path.of("runbooks");
    private static final Pattern SECTION = Pattern.compile("(?m)^## ([^\\n]+)\\n((?s:.*?))(?=^#{1,2} |\\z)");

    @TempDir
    private Path folder;

    static List<String> runbooks() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .map(name -> name.replace(".md", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void every_runbook_has_a_scene_and_every_scene_a_runbook() throws IOException {
        assertThat(Scenes.BY_RUNBOOK).containsOnlyKeys(runbooks());
        assertThat(RunbookFile.names()).isEqualTo(runbooks());
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void is_without_faults(String runbook) {
        CommandLineRun lint = CommandLineRun.with(Map.of(), "runbook", "lint", runbook);
        assertThat(lint.stderr()).isEmpty();
        assertThat(lint.exit()).isZero();
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void says_of_each_error_what_it_means_and_what_to_do(String runbook) throws IOException {
        String text = Files.readString(FOLDER.resolve(runbook + ".md"));
        int start = text.indexOf("\n# When it does not go well");
        assertThat(start).as("the part about errors").isPositive();
        List<String> codes =
                Arrays.stream(FaultCode.values()).map(FaultCode::word).toList();
        assertThat(SECTION.matcher(text.substring(start)).results().toList())
                .isNotEmpty()
                .allSatisfy(section -> {
                    assertThat(codes).contains(section.group(1));
                    assertThat(section.group(2))
                            .contains("**Meaning.**", "**Impact.**", "**Diagnosis.**", "**Mitigation.**");
                });
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void is_followed_gone_on_with_after_a_kill_and_rolled_back(String runbook) throws Exception {
        Scene scene = Objects.requireNonNull(Scenes.BY_RUNBOOK.get(runbook));
        try (Shelf shelf = scene.isEmbedded() ? Shelf.embedded(folder) : Shelf.in(folder)) {
            scene.before().accept(shelf);
            passes(shelf, scene.run(shelf, runbook, 1));
            assertIsDone(shelf, scene);
            passes(shelf, "runbook", "rollback", "1");
            scene.undone().accept(shelf);

            killWhenSomethingIsDone(shelf, scene.run(shelf, runbook, 2));
            Patience.until(Duration.ofSeconds(30), () -> isFree(shelf, scene));
            assertIsDone(shelf, scene);
            passes(shelf, "runbook", "rollback", "2");
            scene.undone().accept(shelf);
            assertThat(shelf.status()).isEqualTo("ROLLED_BACK");
        }
    }

    private static void assertIsDone(Shelf shelf, Scene scene) {
        assertThat(shelf.status()).isEqualTo("COMPLETED");
        assertThat(shelf.journal()).allMatch(action -> action.endsWith(" DONE") || action.endsWith(" undo WAITING"));
        scene.done().accept(shelf);
    }

    private static void killWhenSomethingIsDone(Shelf shelf, String... command) throws Exception {
        BursarProcess process = shelf.start(command);
        try {
            Patience.until(
                    Duration.ofSeconds(60),
                    () -> shelf.count("runbook_action WHERE run_id = 2 AND status = 'DONE'") > 0);
        } finally {
            process.kill();
        }
        assertThat(shelf.status()).isEqualTo("RUNNING");
    }

    /** Goes on; the server may need a moment to see that the killed process is gone. */
    private static boolean isFree(Shelf shelf, Scene scene) {
        CommandLineRun resumed = shelf.bursar(scene.resume(2));
        boolean isHeld = resumed.exit() == 4 && resumed.stderr().contains("is being followed");
        assertThat(isHeld || resumed.exit() == 0).as(resumed.stderr()).isTrue();
        return !isHeld;
    }

    private static void passes(Shelf shelf, String... command) {
        CommandLineRun run = shelf.bursar(command);
        assertThat(run.exit())
                .as(String.join(" ", command) + "\n" + run.stderr())
                .isZero();
    }
}
