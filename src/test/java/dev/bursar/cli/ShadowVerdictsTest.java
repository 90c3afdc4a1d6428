package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a comparison says of the whole, and what it leaves. */
class ShadowVerdictsTest {
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
    void what_agrees_is_a_go_and_says_so_everywhere() throws IOException {
        town.charge("ada", "a", "2026-11-10T08:00:00Z", 500);
        town.charge("ben", "b", "2026-11-11T08:00:00Z", 500);
        town.ok("flags", "add", "billing_allowlist", "ada");
        town.charge("ada", "charged", "2026-11-11T09:00:00Z", 500); // by bursar itself, and logged
        CommandLineRun run =
                town.against("ada,shobeis,7,2026-11-10T08:00:01Z,a\nben,shobeis,10.000,2026-11-11T08:00:01Z,b\n");
        assertThat(run.stdout()).contains("GO. The shadow agrees with what was charged.\n");
        assertThat(run.exit()).isZero();
        // ada's own charge is no consumption that the legacy system could know
        assertThat(run.stdout())
                .contains("credits   24 by the shadow, 24 charged, off by 0\n")
                .contains("by user   17 by the shadow, 17 by the legacy system, off by 0\n");
        JsonNode verdict = JsonMapper.shared().readTree(town.written("verdict.json"));
        assertThat(verdict.path("verdict").stringValue()).isEqualTo("go");
        assertThat(town.desk().bursar("shadow", "verdicts", "-o", "csv").stdout())
                .contains(",all,go,");
    }

    @Test
    void nothing_to_compare_is_no_go_but_for_a_schedules_day() {
        CommandLineRun run = town.shadow();
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.stdout()).contains("NO-GO.\n  nothing was compared\n");
        assertThat(town.desk().bursar("shadow", "run", "--date", "2026-11-10").stdout())
                .contains("IDLE. Nothing ran in the shadow, so nothing was compared; that is no go.\n");
        assertThat(town.desk().sql("SELECT verdict FROM shadow_verdicts ORDER BY run_id"))
                .containsExactly("no-go", "idle");
    }

    @Test
    void a_repeat_writes_the_same_bytes_and_a_manifest_that_is_true() throws Exception {
        town.charge("ada", "=SUM(A1)", "2026-11-10T08:00:00Z", 500);
        String rows = "ada,shobeis,9,2026-11-10T08:00:01Z,=SUM(A1)\nada,shobeis,x,2026-11-10T08:00:01Z,b\n";
        assertThat(town.against(rows).exit()).isEqualTo(3);
        Map<String, String> first = town.files();
        assertThat(first.keySet())
                .containsExactly(
                        "days.csv",
                        "manifest.json",
                        "models.csv",
                        "rejected.csv",
                        "requests.csv",
                        "users.csv",
                        "verdict.json");
        assertThat(first.get("requests.csv")).contains("\n'=SUM(A1),ada,shobeis");
        assertThat(first.get("rejected.csv")).isEqualTo("""
                        line,column,reason,user_id,credit_type,credits,occurred_at,request_id,action,model
                        3,credits,'x' is no plain decimal; write it as 0.0000025,ada,shobeis,x,2026-11-10T08:00:01Z,b,,
                        """.replace("credits,'x'", "credits,'x'"));
        assertThat(town.against(rows).exit()).isEqualTo(3);
        assertThat(town.files()).isEqualTo(first);
        assertThat(town.desk().count("legacy_source")).isEqualTo(1);
        assertThat(town.desk().count("shadow_verdict")).isEqualTo(1);
    }

    @Test
    void a_dry_run_leaves_no_verdict_and_no_file() {
        town.charge("ada", "a", "2026-11-10T08:00:00Z", 500);
        CommandLineRun run = town.against("ada,shobeis,9,2026-11-10T08:00:01Z,a\n", "--dry-run");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.stdout()).contains("Dry run: 3 things stand against going on; no verdict was kept.\n");
        assertThat(town.desk().count("shadow_verdict")).isZero();
        assertThat(town.folder()).doesNotExist();
    }

    @Test
    void what_was_said_of_one_file_stands_beside_what_is_said_of_another_and_the_latest_counts() {
        town.charge("ada", "a", "2026-11-10T08:00:00Z", 500);
        assertThat(town.against("ada,shobeis,9,2026-11-10T08:00:01Z,a\n").exit())
                .isEqualTo(3);
        assertThat(problems()).containsExactly("the latest comparison of this interval does not say go");
        assertThat(town.against("ada,shobeis,7,2026-11-10T08:00:01Z,a\n").exit())
                .isZero();
        assertThat(verdicts()).containsExactly("go latest", "no-go");
        assertThat(problems()).isEmpty();
        assertThat(town.desk().bursar("shadow", "verdicts").stdout())
                .containsSubsequence("go", "legacy.csv", "true", "no-go", "legacy.csv", "false", "22.2223 %");
        // the first file again: its verdict is given anew, and is the latest
        assertThat(town.against("ada,shobeis,9,2026-11-10T08:00:01Z,a\n").exit())
                .isEqualTo(3);
        assertThat(verdicts()).containsExactly("no-go latest", "go");
        assertThat(problems()).containsExactly("the latest comparison of this interval does not say go");
        assertThat(town.desk().sql("SELECT DISTINCT run_id FROM shadow_verdicts"))
                .hasSize(1);
        assertThat(town.written("verdict.json")).contains("no-go");
    }

    private List<String> verdicts() {
        return town.desk()
                .sql(
                        "SELECT verdict || CASE WHEN latest THEN ' latest' ELSE '' END FROM shadow_verdicts ORDER BY verdict_id DESC");
    }

    /** What the runbook of the shadow phase asks before it goes on. */
    private List<String> problems() {
        String runbook = ShadowTown.text("runbooks/shadow.md");
        int gate = runbook.indexOf("SELECT 'the latest comparison");
        return town.desk()
                .sql(runbook.substring(gate, runbook.indexOf("```", gate))
                        .replace("{{from}}", "'2026-11-10T00:00:00Z'")
                        .replace("{{to}}", "'2026-11-12T00:00:00Z'"));
    }
}
