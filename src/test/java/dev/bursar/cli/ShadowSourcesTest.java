package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a comparison reads of a legacy system, and what it refuses. */
class ShadowSourcesTest {
    private ShadowTown town;

    @BeforeEach
    void open(@TempDir Path folder) {
        town = new ShadowTown(folder);
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void a_table_is_as_good_as_a_file() {
        town.charge("ada", "a", "2026-11-10T08:00:00Z", 500);
        town.desk()
                .database()
                .client()
                .sql("CREATE TABLE \"old\" AS SELECT 'ada' AS user_id, 'shobeis' AS credit_type, 7.000 AS credits,"
                        + " timestamptz '2026-11-10 09:00+01' AS occurred_at, 'a' AS request_id")
                .update();
        assertThat(town.shadow("--legacy", "table:old").stdout()).contains("GO. ");
        assertThat(town.shadow("--legacy", "table:new").stderr())
                .contains("there is no table or view \"new\" that this login can read");
        assertThat(town.shadow("--legacy", "table:old; DROP TABLE old").exit()).isEqualTo(2);
        town.desk()
                .database()
                .client()
                .sql("ALTER TABLE old DROP COLUMN credits")
                .update();
        assertThat(town.shadow("--legacy", "table:old").stderr()).contains("table old has no column credits");
    }

    @Test
    void bad_calls_are_refused_with_what_to_do() {
        assertThat(says("--from", "2026-11-10")).isEqualTo("2 --to is missing");
        assertThat(says("--from", "2026-11-10", "--to", "2026-11-10"))
                .isEqualTo("2 --to 2026-11-10T00:00:00Z is not after --from 2026-11-10T00:00:00Z");
        assertThat(says("--from", "10.11.2026", "--to", "2026-11-12")).isEqualTo("2 --from '10.11.2026' is malformed");
        assertThat(says("--date", "2026-11-10", "--to", "2026-11-12")).isEqualTo("2 --date stands for --from and --to");
        assertThat(says("--from", "2026-11-10", "--to", "2026-12-01"))
                .isEqualTo("4 2026-11-10..2026-12-01 has not ended yet: it is 2026-11-15T10:00:00Z");
        assertThat(says("--date", "2026-11-10", "--legacy", "nowhere.csv")).startsWith("2 ");
        assertThat(says("--date", "2026-11-10", "--user", "zoe")).isEqualTo("2 there is no user 'zoe'");
    }

    @Test
    void each_bad_row_is_refused_with_its_reason_and_the_rest_is_compared() {
        CommandLineRun run = town.against("""
                ,shobeis,7,2026-11-10T08:00:00Z,a
                ada,gold,7,2026-11-10T08:00:00Z,a
                ada,shobeis,-7,2026-11-10T08:00:00Z,a
                ada,shobeis,1e3,2026-11-10T08:00:00Z,a
                ada,shobeis,7.0001,2026-11-10T08:00:00Z,a
                ada,shobeis,9223372036854775808,2026-11-10T08:00:00Z,a
                ada,shobeis,7,2026-11-10T08:00:00,a
                ada,shobeis,7,2026-02-30T08:00:00Z,a
                ada,shobeis,7
                ada,shobeis,7,2026-11-10T08:00:00Z,seen
                """);
        assertThat(run.exit()).as(run.stderr()).isEqualTo(3);
        assertThat(town.desk()
                        .sql("SELECT line || ' ' || reject_column || ' ' || reason FROM legacy_reject ORDER BY line"))
                .containsExactly(
                        "2 user_id is empty",
                        "3 credit_type 'gold' is no credit type of the catalogue",
                        "4 credits '-7' is negative",
                        "5 credits '1e3' is no plain decimal; write it as 0.0000025",
                        "6 credits '7.0001' has more than three decimals",
                        "7 credits '9223372036854775808' is no plain decimal; write it as 0.0000025",
                        "8 occurred_at '2026-11-10T08:00:00' is without a zone; end it with Z or an offset such as +01:00",
                        "9 occurred_at '2026-02-30T08:00:00Z' is no instant that a calendar has",
                        "10  has 3 fields where the header names 5");
        assertThat(town.desk().sql("SELECT rejected || ' of ' || read_rows FROM legacy_source"))
                .containsExactly("9 of 10");
        assertThat(run.stdout()).contains("  the share of legacy rows that cannot be read 90 % is above 0.1 %");
    }

    @Test
    void a_row_that_was_refused_for_its_credit_type_is_read_again_once_the_catalogue_has_it() throws IOException {
        town.charge("ada", "a", "2026-11-10T08:00:00Z", 500);
        String rows = "ada,shobeis,7,2026-11-10T08:00:01Z,a\nada,gold,7,2026-11-10T08:00:00Z,b\n";
        assertThat(town.against(rows).exit()).isEqualTo(3);
        assertThat(town.desk().sql("SELECT reason FROM legacy_reject"))
                .containsExactly("'gold' is no credit type of the catalogue");
        Path catalogue = town.desk()
                .file(
                        "catalogue.yaml",
                        Files.readString(Path.of("migrations/default-catalogue.yaml"))
                                .replace("credit-types:\n", "credit-types:\n  - {code: gold, granularity: 1}\n"));
        var _ = town.ok("catalogue", "apply", catalogue.toString());
        CommandLineRun again = town.against(rows);
        assertThat(again.stdout()).doesNotContain("cannot be read");
        assertThat(town.desk().count("legacy_reject")).isZero();
        assertThat(town.desk().sql("SELECT rejected || ' of ' || read_rows FROM legacy_source"))
                .containsExactly("0 of 2");
    }

    @Test
    void a_legacy_file_that_is_broken_as_a_whole_is_refused() {
        assertThat(refused("user_id,credits\n"))
                .isEqualTo("2 legacy.csv line 1: column credit_type, occurred_at is missing; nothing was compared");
        assertThat(refused("user_id,user_id\n"))
                .isEqualTo("2 legacy.csv line 1: column 'user_id' stands there twice; nothing was compared");
        assertThat(refused("user_id,colour\n"))
                .isEqualTo("2 legacy.csv line 1: unknown column 'colour'; nothing was compared");
        assertThat(refused("")).isEqualTo("2 legacy.csv is empty; nothing was compared");
        assertThat(town.desk().count("legacy_source")).isZero();
        assertThat(town.desk().count("run")).isZero();
    }

    @Test
    void a_plan_of_a_file_that_was_written_anew_is_stale() {
        town.charge("ada", "a", "2026-11-10T08:00:00Z", 500);
        Path file = town.desk().file("legacy.csv", ShadowTown.HEADER + "ada,shobeis,7,2026-11-10T08:00:01Z,a\n");
        String plan = file.resolveSibling("plan.json").toString();
        town.desk().isAt("2026-11-15T10:00:00Z");
        var _ = town.ok("shadow", "plan", "--date", "2026-11-10", "--legacy", file.toString(), "--out", plan);
        var _ = town.ok("shadow", "run", "--plan", plan);
        town.desk().file("legacy.csv", ShadowTown.HEADER + "ada,shobeis,8,2026-11-10T08:00:01Z,a\n");
        CommandLineRun stale = town.desk().bursar("shadow", "run", "--plan", plan);
        assertThat(stale.exit()).isEqualTo(4);
        assertThat(stale.stderr())
                .startsWith("bursar: the plan is stale: source changed since it was made; nothing was done\n");
    }

    @Test
    void a_killed_row_of_the_run_goes_on_with_the_same_file_only() throws IOException {
        town.charge("ada", "a", "2026-11-10T08:00:00Z", 500);
        Path file = town.desk().file("legacy.csv", ShadowTown.HEADER + "ada,shobeis,7,2026-11-10T08:00:01Z,a\n");
        assertThat(town.shadow("--legacy", file.toString()).exit()).isZero();
        town.desk().database().client().sql("UPDATE run SET status = 'FAILED'").update();
        town.desk().database().client().sql("DELETE FROM legacy_source").update();
        town.desk().file("legacy.csv", ShadowTown.HEADER + "ada,shobeis,8,2026-11-10T08:00:01Z,a\n");
        CommandLineRun changed = town.desk().bursar("runs", "restart", "1");
        assertThat(changed.exit()).isEqualTo(4);
        assertThat(changed.stderr())
                .startsWith("bursar: legacy.csv has changed since this run was asked for; nothing was compared\n");
        assertThat(town.desk().count("legacy_source")).isZero();
        assertThat(town.desk().sql("SELECT verdict FROM shadow_verdicts")).isEqualTo(List.of("go"));
    }

    private String refused(String content) {
        return says(
                "--date",
                "2026-11-10",
                "--legacy",
                town.desk().file("legacy.csv", content).toString());
    }

    private String says(String... options) {
        town.desk().isAt("2026-11-15T10:00:00Z");
        CommandLineRun run = town.desk()
                .bursar(Stream.concat(Stream.of("shadow", "run", "-o", "json"), Stream.of(options))
                        .toArray(String[]::new));
        return run.exit() + " " + run.json().path("error").path("message").asString();
    }
}
