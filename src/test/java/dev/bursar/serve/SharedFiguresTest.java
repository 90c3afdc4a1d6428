package dev.bursar.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.cli.CommandLineRun;
import dev.bursar.config.Setting;
import dev.bursar.operations.Town;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nodes say of the jobs: read from the database after real runs. */
class SharedFiguresTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final Town town = Town.of(2);

    @Test
    void runs_of_usage_and_backfill_leave_their_figures() throws IOException {
        run("usage", "run", file("usage.csv", """
                request_id,user_id,occurred_at,action,model,input_tokens,output_tokens,quantity
                a,user-000001,2026-11-29T12:00:00Z,ANALYSIS,,,,1
                b,nobody,2026-11-29T12:00:00Z,ANALYSIS,,,,1
                c,user-000001,2026-11-29T12:00:00Z,DANCE,,,,1
                c,user-000001,2026-11-29T12:00:00Z,DANCE,,,,2
                d,nobody,2026-11-30T12:00:00Z,ANALYSIS,,,,1
                """));
        run("backfill", "run", "--source", file("legacy.csv", """
                user_id,plan,credits_remaining,credits_limit,period_start,period_end
                user-000002,pro,12.5,,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z
                nobody,pro,7,,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z
                """));
        assertThat(figures())
                .contains(
                        "bursar.run.last.figure [figure=rejected, job=usage] 4",
                        "bursar.run.last.figure [figure=written, job=usage] 1",
                        "bursar.usage.refused [reason=key-conflict] 1",
                        "bursar.usage.refused [reason=unknown-action] 1",
                        "bursar.usage.refused [reason=unknown-user] 2",
                        "bursar.usage.newest.event.age [] 86400",
                        "bursar.run.last.figure [figure=rejected, job=backfill] 1",
                        "bursar.run.last.figure [figure=migratedMillicredits, job=backfill] 12500",
                        "bursar.backfill.difference [credit_type=credits] 0");
    }

    private void run(String... arguments) {
        CommandLineRun run = CommandLineRun.on(
                town.database(),
                Map.of(Setting.BURSAR_CLOCK, "2026-11-30T12:00:00Z", Setting.BURSAR_HOME, folder.toString()),
                arguments);
        assertThat(run.exit()).as(run.stderr()).isEqualTo(3);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private Set<String> figures() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Map<Setting, String> now = Map.of(Setting.BURSAR_CLOCK, "2026-11-30T12:00:00Z");
        try (SharedFigures figures = new SharedFigures(town.database().open(now), registry, new Vitals())) {
            assertThat(figures.refresh()).isTrue();
        }
        return registry.getMeters().stream()
                .map(Gauge.class::cast)
                .map(gauge -> gauge.getId().getName() + " "
                        + gauge.getId().getTags().stream()
                                .map(tag -> tag.getKey() + "=" + tag.getValue())
                                .toList() + " "
                        + Math.round(gauge.value()))
                .collect(Collectors.toSet());
    }
}
