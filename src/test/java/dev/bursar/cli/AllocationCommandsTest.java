package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.operations.Town;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands of allocation and of runs, in a town of 300 on 2 November 2026. */
class AllocationCommandsTest {
    private static final String NOW = "2026-11-02T12:00:00Z";

    @AutoClose
    private final Town town = Town.of(300);

    @TempDir
    private Path folder;

    private CommandLineRun bursar(String... arguments) {
        return CommandLineRun.on(town.database(), Map.of(Setting.BURSAR_CLOCK, NOW), arguments);
    }

    @Test
    void a_run_prints_the_contract_s_object() {
        CommandLineRun run = bursar("allocation", "run", "--date", "2026-11-01", "-o", "json");
        assertThat(run.exit()).isZero();
        assertThat(run.json().propertyNames())
                .containsExactly(
                        "run",
                        "job",
                        "for",
                        "scope",
                        "attempt",
                        "status",
                        "dryRun",
                        "counts",
                        "totals",
                        "files",
                        "findings",
                        "seconds");
        assertThat(run.json().path("for").stringValue()).isEqualTo("2026-11-01");
        assertThat(run.json().path("status").stringValue()).isEqualTo("COMPLETED");
        assertThat(run.json().path("counts").path("written").intValue()).isPositive();
    }

    @Test
    void a_period_is_its_first_day_and_the_second_run_says_that_nothing_is_due() {
        assertThat(bursar("allocation", "run", "--date", "2026-11-01").exit()).isZero();
        CommandLineRun again = bursar("allocation", "run", "--period", "2026-11", "-o", "json");
        assertThat(again.exit()).isZero();
        assertThat(again.json().path("run").intValue()).isEqualTo(1);
        assertThat(again.json().path("totals").path("grantedMillicredits").longValue())
                .isZero();
        assertThat(again.stderr()).contains("had been completed before; nothing has become due since");
    }

    @Test
    void what_cannot_be_understood_is_exit_2_and_what_cannot_be_done_exit_4() {
        assertError(2, "malformed-value", "allocation", "run", "--date", "2026-02-30");
        assertError(2, "malformed-value", "allocation", "run", "--period", "November");
        assertError(2, "usage", "allocation", "run");
        assertError(2, "usage", "allocation", "run", "--date", "2026-11-01", "--period", "2026-11");
        assertError(2, "usage", "allocation", "run", "--date", "2026-11-01", "--frobnicate");
        assertError(2, "unknown-user", "allocation", "run", "--date", "2026-11-01", "--user", "nobody");
        assertError(2, "malformed-value", "allocation", "run", "--date", "2026-11-01", "--workers", "0");
        assertError(
                2,
                "unreadable-file",
                "allocation",
                "run",
                "--plan",
                folder.resolve("none.json").toString());
        assertError(2, "unknown-run", "runs", "show", "4711");
        assertError(2, "unknown-run", "runs", "restart", "4711");
        assertError(2, "usage", "runs", "show", "one");
        assertError(4, "period-in-the-future", "allocation", "run", "--date", "2026-11-04");
        assertThat(bursar("runs", "list", "-o", "json").stdout().strip()).isEqualTo("[]");
    }

    private void assertError(int exit, String code, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-o", "json"));
        CommandLineRun run = bursar(all.toArray(String[]::new));
        assertThat(run.json().path("error").path("code").stringValue())
                .as(run.stdout())
                .isEqualTo(code);
        assertThat(run.json().path("error").path("hint").stringValue()).isNotBlank();
        assertThat(run.exit()).isEqualTo(exit);
    }

    @Test
    void it_is_already_the_third_on_kiritimati_and_the_future_can_be_forced() {
        assertThat(bursar("allocation", "run", "--date", "2026-11-03").exit()).isZero();
        JsonNode forced = bursar("allocation", "run", "--date", "2026-12-01", "--force-future", "-o", "json")
                .json();
        assertThat(forced.path("status").stringValue()).isEqualTo("COMPLETED");
        assertThat(forced.path("counts").path("skipped").intValue()).isPositive();
        assertThat(town.client()
                        .sql("SELECT count(*) FROM period WHERE period_start > timestamptz '" + NOW + "'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void plan_dry_run_and_run_have_the_same_figures_and_only_the_run_leaves_any() throws Exception {
        Path file = folder.resolve("plan.json");
        JsonNode plan = bursar("allocation", "plan", "--date", "2026-11-01", "--out", file.toString(), "-o", "json")
                .json();
        JsonNode dryRun = bursar("allocation", "run", "--date", "2026-11-01", "--dry-run", "-o", "json")
                .json();
        assertThat(town.client()
                        .sql("SELECT (SELECT count(*) FROM entry) + (SELECT count(*) FROM account)")
                        .query(Integer.class)
                        .single())
                .isZero();
        JsonNode run = bursar("allocation", "run", "--plan", file.toString(), "-o", "json")
                .json();
        assertThat(plan.path("status").stringValue()).isEqualTo("PLANNED");
        assertThat(plan.path("dryRun").booleanValue()).isTrue();
        assertThat(dryRun.path("dryRun").booleanValue()).isTrue();
        for (String figures : List.of("counts", "totals")) {
            assertThat(dryRun.path(figures)).isEqualTo(plan.path(figures));
            assertThat(run.path(figures)).isEqualTo(plan.path(figures));
            assertThat(run.path("planned").path(figures)).isEqualTo(plan.path(figures));
        }
        Files.writeString(file, Files.readString(file).replaceFirst("2026-11-01", "2026-11-02"));
        assertError(2, "malformed-file", "allocation", "run", "--plan", file.toString());
    }

    @Test
    void history_shows_what_was_done_over_all_starts() {
        JsonNode run = bursar("allocation", "run", "--date", "2026-11-01", "--reason", "month's end", "-o", "json")
                .json();
        bursar("allocation", "run", "--date", "2026-11-01");
        JsonNode shown = bursar("runs", "show", "1", "-o", "json").json();
        assertThat(shown.path("totals")).isEqualTo(run.path("totals"));
        assertThat(shown.path("starts").intValue()).isEqualTo(2);
        assertThat(shown.path("reason").stringValue()).isEqualTo("month's end");
        JsonNode listed =
                bursar("runs", "list", "--job", "allocation", "-o", "json").json();
        assertThat(listed.size()).isEqualTo(1);
        assertThat(listed.path(0).path("status").stringValue()).isEqualTo("COMPLETED");
        assertThat(bursar("runs", "recover", "-o", "json").stdout().strip()).isEqualTo("[]");
        assertError(4, "refused", "runs", "stop", "1");
    }

    @Test
    void a_plan_for_an_unwritable_place_fails_before_it_is_made() {
        CommandLineRun run = bursar("allocation", "plan", "--date", "2026-11-01", "--out", folder.toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.stderr())
                .startsWith("bursar: cannot write " + folder + ": it is a folder; nothing was planned\n");
        assertThat(town.client()
                        .sql("SELECT count(*) FROM run")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
