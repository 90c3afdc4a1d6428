package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Where the list of refused events stands, and what leaves it alone. */
class UsageFilesTest {
    private static final String EVENTS = """
            request_id,user_id,occurred_at,action,model,input_tokens,output_tokens,quantity,items
            a,ada,2026-11-03T09:00:00Z,DANCE,,,,1,
            b,ben,2026-11-03T09:00:00Z,DANCE,,,,1,
            """;

    @TempDir
    private Path folder;

    @AutoClose
    private Desk desk;

    @BeforeEach
    void ada_and_ben_ask_for_what_has_no_price() {
        desk = new Desk(folder);
        desk.hasCustomers("ada", "ben", "cleo");
        desk.isAt("2026-11-15T10:00:00Z");
    }

    @Test
    void runs_of_one_user_and_dry_runs_leave_the_list_of_the_whole_run_alone() throws IOException {
        Path events = desk.file("usage.csv", EVENTS);
        Path rejects = rejects(usage(3, events));
        String listed = Files.readString(rejects);
        assertThat(listed).contains("\n2,action,").contains("\n3,action,");

        Path ofBen = rejects(usage(3, events, "--user", "ben"));
        Path ofPlan = rejects(usage(3, events, "--dry-run"));
        assertThat(usage(0, events, "--user", "cleo").path("files")).isEmpty();

        assertThat(Files.readString(ofBen)).contains("\n3,action,").doesNotContain("\n2,action,");
        assertThat(Files.readString(ofPlan)).isEqualTo(listed);
        assertThat(rejects).hasContent(listed);
        assertThat(rejects(usage(3, events)))
                .as("the same run writes the same file")
                .isEqualTo(rejects);
    }

    @Test
    void a_file_may_have_a_name_as_long_as_file_systems_allow() {
        Path events = desk.file("利用実績".repeat(20) + ".csv", EVENTS);
        assertThat(rejects(usage(3, events)).getFileName().toString())
                .matches("(%[0-9A-F]{2}){50}~[0-9a-f]{12}\\.rejected\\.csv");
    }

    /** It is read for its content first and for its rows afterwards; what comes out of a pipe comes once. */
    @Test
    void a_pipe_is_refused_and_not_waited_for() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CommandLineRun run = desk.bursar("usage", "run", pipe.toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr()).isEqualTo("""
                        bursar: cannot read %s: it is a pipe or a device, which can be read only once; nothing was charged
                          Save what it brings as a file, or load it into a table and give table:NAME.
                        """.formatted(pipe));
        assertThat(desk.bursar("usage", "run", "").stderr())
                .startsWith("bursar: the name of the source is empty; nothing was charged\n");
    }

    private JsonNode usage(int exit, Path events, String... more) {
        String[] arguments = {"usage", "run", events.toString(), "-o", "json"};
        CommandLineRun run =
                desk.bursar(Stream.of(arguments, more).flatMap(Arrays::stream).toArray(String[]::new));
        assertThat(run.exit()).as(run.stdout() + run.stderr()).isEqualTo(exit);
        return run.json();
    }

    private static Path rejects(JsonNode run) {
        return Path.of(run.path("files").get(0).stringValue());
    }
}
