package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.operations.BursarProcess;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A file of usage that is larger than the heap of the process that charges it: most rows stand there twice, or are no event. */
class LargeUsageTest {
    private static final int HEAP_MEGABYTES = 28;
    private static final int LINES = 35_000;

    @TempDir
    private Path folder;

    @Test
    void passes_through_a_heap_that_could_not_hold_it() throws Exception {
        try (Desk desk = new Desk(folder)) {
            desk.hasSubscriber("ada", "pro", "2026-11-01");
            Path file = events();
            assertThat(Files.size(file)).isGreaterThan(HEAP_MEGABYTES << 20);
            Map<Setting, String> environment =
                    Map.of(Setting.BURSAR_HOME, desk.home().toString(), Setting.BURSAR_CLOCK, "2026-11-15T10:00:00Z");
            BursarProcess process = BursarProcess.start(
                    HEAP_MEGABYTES,
                    desk.database().variables(environment),
                    "usage",
                    "run",
                    file.toString(),
                    "-o",
                    "json");
            JsonNode run = process.json();
            assertThat(process.exit()).isEqualTo(3);
            assertThat(Desk.counts(run)).isEqualTo("35000/10/31490/3500");
            assertThat(run.path("totals").path("chargedMillicredits").longValue())
                    .isEqualTo(70_000);
            assertThat(Files.size(Path.of(run.path("files").get(0).stringValue())))
                    .isGreaterThan(3_500 * 800L);
            assertThat(desk.brokenInvariants()).isEmpty();
        }
    }

    /** Ten events, over and over, with a long name each; each tenth line has no time. */
    private Path events() throws IOException {
        Path file = folder.resolve("usage.csv");
        String model = "m".repeat(800);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("request_id,user_id,occurred_at,action,model,input_tokens,output_tokens,quantity\n");
            for (int line = 0; line < LINES; line++) {
                String time = line % 10 == 9 ? "long ago" : "2026-11-03T09:00:00Z";
                out.write("request-" + line / 10 % 10 + ",ada," + time + ",ANALYSIS," + model + ",,,1\n");
            }
        }
        return file;
    }
}
