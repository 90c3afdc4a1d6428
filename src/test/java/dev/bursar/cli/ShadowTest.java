package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the shadow says beside what was charged, and the verdict. ANALYSIS costs 10 credits per 500 words; pro pays 0.7 of it. */
@Order(1)
class ShadowTest {
    private static final String HEADER = "user_id,credit_type,credits,occurred_at,request_id\n";

    private Desk desk;

    @BeforeEach
    void open(@TempDir Path folder) {
        desk = new Desk(folder);
        desk.hasSubscriber("ada", "pro", "2026-11-01");
        desk.hasSubscriber("ben", "free", "2026-11-01");
        desk.isAt("2026-11-10T00:00:00Z");
        ok("flags", "set", "shadow_billing_enabled", "true");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private CommandLineRun ok(String... command) {
        CommandLineRun run = desk.bursar(command);
        assertThat(run.exit()).as(run.stderr()).isZero();
        return run;
    }

    private void charge(String user, String key, String at, int words) {
        desk.isAt(at);
        ok("charge", user, "--action", "ANALYSIS", "--quantity", String.valueOf(words), "--key", key);
    }

    private CommandLineRun shadow(String... more) {
        desk.isAt("2026-11-15T10:00:00Z");
        return desk.bursar(
                Stream.concat(Stream.of("shadow", "run", "--from", "2026-11-10", "--to", "2026-11-12"), Stream.of(more))
                        .toArray(String[]::new));
    }

    private CommandLineRun against(String rows, String... more) {
        Path file = desk.file("legacy.csv", HEADER + rows);
        return shadow(Stream.concat(Stream.of("--legacy", file.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private String written(String name) {
        try {
            return Files.readString(folder().resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path folder() {
        return desk.home().resolve("out/shadow/2026-11-10..2026-11-12");
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> list = Files.list(folder())) {
            for (Path file : list.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void each_difference_is_found_with_its_reason_and_the_sums_are_exact() {
        charge("ada", "same", "2026-11-10T08:00:00Z", 500); // 7
        charge("ada", "dear", "2026-11-10T09:00:00Z", 1_000); // 14, the legacy system knows no plan: 20
        charge("ada", "half", "2026-11-10T10:00:00Z", 500); // 7, and 6.5
        charge("ada", "twice", "2026-11-10T11:00:00Z", 500); // 7, and 7 again
        charge("ben", "never", "2026-11-11T08:00:00Z", 500); // 10, nobody charged it
        charge("ben", "odd", "2026-11-11T09:00:00Z", 500); // 10, and 99
        charge("ben", "mine", "2026-11-11T10:00:00Z", 500); // 10, charged to ada
        charge("ben", "night", "2026-11-11T23:59:59Z", 500); // 10, charged after midnight
        CommandLineRun run = against("""
                ada,shobeis,7,2026-11-10T08:00:01Z,same
                ada,shobeis,20,2026-11-10T09:00:01Z,dear
                ada,shobeis,6.5,2026-11-10T10:00:01Z,half
                ada,shobeis,7,2026-11-10T11:00:01Z,twice
                ada,shobeis,7,2026-11-10T11:00:02Z,twice
                ben,shobeis,99,2026-11-11T09:00:01Z,odd
                ada,shobeis,10,2026-11-11T10:00:01Z,mine
                ben,shobeis,10,2026-11-12T00:00:01Z,night
                ada,shobeis,3,2026-11-11T11:00:00Z,unseen
                zoe,shobeis,4,2026-11-11T12:00:00Z,stranger
                """);
        assertThat(run.exit()).as(run.stderr()).isEqualTo(3);
        assertThat(written("requests.csv")).isEqualTo("""
                        request_id,user_id,credit_type,occurred_at,model,kind,reason,charges,shadow_millicredits,real_millicredits,off_by_millicredits
                        dear,ada,shobeis,2026-11-10T09:00:00Z,,differs,multiplier,1,14000,20000,-6000
                        half,ada,shobeis,2026-11-10T10:00:00Z,,differs,rounding,1,7000,6500,500
                        mine,ada,shobeis,2026-11-11T10:00:01Z,,extra,other-user,1,,10000,-10000
                        twice,ada,shobeis,2026-11-10T11:00:00Z,,differs,duplicate,2,7000,14000,-7000
                        unseen,ada,shobeis,2026-11-11T11:00:00Z,,extra,not-recorded,1,,3000,-3000
                        mine,ben,shobeis,2026-11-11T10:00:00Z,,missing,other-user,0,10000,,10000
                        never,ben,shobeis,2026-11-11T08:00:00Z,,missing,not-charged,0,10000,,10000
                        night,ben,shobeis,2026-11-11T23:59:59Z,,missing,late,1,10000,10000,0
                        odd,ben,shobeis,2026-11-11T09:00:00Z,,differs,unexplained,1,10000,99000,-89000
                        stranger,zoe,shobeis,2026-11-11T12:00:00Z,,extra,unknown-user,1,,4000,-4000
                        """);
        assertThat(written("days.csv")).isEqualTo("""
                        day,credit_type,requests,compared,differing,shadow_millicredits,real_millicredits,off_by_millicredits,v2_millicredits,legacy_millicredits,legacy_off_by_millicredits
                        2026-11-10,shobeis,4,4,3,35000,47500,13500,35000,47500,-12500
                        2026-11-11,shobeis,7,7,7,40000,116000,126000,40000,116000,-76000
                        """);
        assertThat(written("users.csv")).isEqualTo("""
                        user_id,credit_type,requests,compared,differing,shadow_millicredits,real_millicredits,off_by_millicredits,v2_millicredits,legacy_millicredits,legacy_off_by_millicredits
                        ada,shobeis,6,6,5,35000,60500,26500,35000,60500,-25500
                        ben,shobeis,4,4,4,40000,99000,109000,40000,99000,-59000
                        zoe,shobeis,1,1,1,0,4000,4000,0,4000,-4000
                        """);
        assertThat(run.stdout())
                .contains("NO-GO.\n  shadow variance 85.3212 % is above 0.01 %\n")
                .contains("  legacy variance 54.1285 % is above 5 %\n")
                .contains("requests  11 seen, 11 compared, 10 differ\n")
                .contains("  missing  late                   1  off by 0\n");
    }

    @Test
    void what_agrees_is_a_go_and_says_so_everywhere() throws IOException {
        charge("ada", "a", "2026-11-10T08:00:00Z", 500);
        charge("ben", "b", "2026-11-11T08:00:00Z", 500);
        ok("flags", "add", "billing_allowlist", "ada");
        charge("ada", "charged", "2026-11-11T09:00:00Z", 500); // by bursar itself, and logged
        CommandLineRun run =
                against("ada,shobeis,7,2026-11-10T08:00:01Z,a\nben,shobeis,10.000,2026-11-11T08:00:01Z,b\n");
        assertThat(run.stdout()).contains("GO. The shadow agrees with what was charged.\n");
        assertThat(run.exit()).isZero();
        // ada's own charge is no consumption that the legacy system could know
        assertThat(run.stdout())
                .contains("credits   24 by the shadow, 24 charged, off by 0\n")
                .contains("by user   17 by the shadow, 17 by the legacy system, off by 0\n");
        JsonNode verdict = JsonMapper.shared().readTree(written("verdict.json"));
        assertThat(verdict.path("verdict").stringValue()).isEqualTo("go");
        assertThat(desk.bursar("shadow", "verdicts", "-o", "csv").stdout()).contains(",all,go,");
    }

    @Test
    void a_comparison_without_a_legacy_system_takes_the_ledgers_own_charges() {
        ok("flags", "add", "billing_allowlist", "ada");
        charge("ada", "a", "2026-11-10T08:00:00Z", 500);
        charge("ben", "b", "2026-11-10T08:00:00Z", 500); // in the shadow alone: nothing to compare it with
        CommandLineRun run = shadow("-o", "json");
        assertThat(run.exit()).as(run.stdout()).isZero();
        JsonNode json = run.json();
        assertThat(json.path("counts").toString()).isEqualTo("{\"read\":2,\"written\":1,\"skipped\":1,\"rejected\":0}");
        assertThat(json.path("totals").path("realMillicredits").longValue()).isEqualTo(7_000);
        assertThat(desk.sql("SELECT verdict || ' ' || shadow_variance || ' ' || compared FROM shadow_verdicts"))
                .containsExactly("go 0 1");
    }

    @Test
    void nothing_to_compare_is_no_go_but_for_a_schedules_day() {
        CommandLineRun run = shadow();
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.stdout()).contains("NO-GO.\n  nothing was compared\n");
        assertThat(desk.bursar("shadow", "run", "--date", "2026-11-10").stdout())
                .contains("IDLE. Nothing ran in the shadow, so nothing was compared; that is no go.\n");
        assertThat(desk.sql("SELECT verdict FROM shadow_verdicts ORDER BY run_id"))
                .containsExactly("no-go", "idle");
    }

    @Test
    void a_repeat_writes_the_same_bytes_and_a_manifest_that_is_true() throws Exception {
        charge("ada", "=SUM(A1)", "2026-11-10T08:00:00Z", 500);
        String rows = "ada,shobeis,9,2026-11-10T08:00:01Z,=SUM(A1)\nada,shobeis,x,2026-11-10T08:00:01Z,b\n";
        assertThat(against(rows).exit()).isEqualTo(3);
        Map<String, String> first = files();
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
        assertThat(against(rows).exit()).isEqualTo(3);
        assertThat(files()).isEqualTo(first);
        assertThat(desk.count("legacy_source")).isEqualTo(1);
        assertThat(desk.count("shadow_verdict")).isEqualTo(1);
    }

    @Test
    void a_dry_run_leaves_no_verdict_and_no_file() {
        charge("ada", "a", "2026-11-10T08:00:00Z", 500);
        CommandLineRun run = against("ada,shobeis,9,2026-11-10T08:00:01Z,a\n", "--dry-run");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.stdout()).contains("Dry run: 3 things stand against going on; no verdict was kept.\n");
        assertThat(desk.count("shadow_verdict")).isZero();
        assertThat(folder()).doesNotExist();
    }

    @Test
    void a_table_is_as_good_as_a_file() {
        charge("ada", "a", "2026-11-10T08:00:00Z", 500);
        desk.database()
                .client()
                .sql("CREATE TABLE \"old\" AS SELECT 'ada' AS user_id, 'shobeis' AS credit_type, 7.000 AS credits,"
                        + " timestamptz '2026-11-10 09:00+01' AS occurred_at, 'a' AS request_id")
                .update();
        assertThat(shadow("--legacy", "table:old").stdout()).contains("GO. ");
        assertThat(shadow("--legacy", "table:new").stderr())
                .contains("there is no table or view \"new\" that this login can read");
        assertThat(shadow("--legacy", "table:old; DROP TABLE old").exit()).isEqualTo(2);
        desk.database().client().sql("ALTER TABLE old DROP COLUMN credits").update();
        assertThat(shadow("--legacy", "table:old").stderr()).contains("table old has no column credits");
    }

    @Test
    void consumption_without_request_ids_is_compared_user_by_user() {
        charge("ada", "a", "2026-11-10T08:00:00Z", 500);
        charge("ben", "b", "2026-11-10T08:00:00Z", 1_000);
        Path file = desk.file(
                "legacy.csv",
                "user_id,credits,credit_type,occurred_at\nada,7.2,shobeis,2026-11-10T00:00:00Z\nben,20,shobeis,2026-11-11T00:00:00Z\n");
        CommandLineRun run = shadow("--legacy", file.toString());
        assertThat(run.exit()).as(run.stdout()).isZero(); // 0.2 of 27.2
        assertThat(run.stdout())
                .contains("legacy variance  0.7353 %\n")
                .contains("  ada, shobeis  7 by the shadow, 7.2 by the legacy system\n");
    }

    @Test
    void what_both_systems_charge_is_charged_twice() {
        ok("flags", "set", "shadow_billing_enabled", "false");
        charge("ada", "a", "2026-11-10T08:00:00Z", 500); // for real, unlogged
        assertThat(against("ada,shobeis,7,2026-11-10T08:00:01Z,a\n").exit()).isEqualTo(3);
        assertThat(written("requests.csv"))
                .contains("a,ada,shobeis,2026-11-10T08:00:00Z,,extra,duplicate,2,,14000,-14000");
    }

    @Test
    void a_price_that_was_changed_in_between_is_recognized() {
        charge("ada", "a", "2026-11-10T08:00:00Z", 500);
        Path catalogue = desk.file("dear.yaml", catalogue().replace("credits: 10, per: 500", "credits: 20, per: 500"));
        desk.isAt("2026-11-11T00:00:00Z");
        ok("catalogue", "apply", catalogue.toString());
        assertThat(against("ada,shobeis,14,2026-11-10T08:00:01Z,a\n").exit()).isEqualTo(3);
        assertThat(written("requests.csv")).contains(",differs,price-version,1,7000,14000,-7000");
    }

    private static String catalogue() {
        try {
            return Files.readString(Path.of("migrations/default-catalogue.yaml"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
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
        CommandLineRun run = against("""
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
        assertThat(desk.sql("SELECT line || ' ' || reject_column || ' ' || reason FROM legacy_reject ORDER BY line"))
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
        assertThat(desk.sql("SELECT rejected || ' of ' || read_rows FROM legacy_source"))
                .containsExactly("9 of 10");
        assertThat(run.stdout()).contains("  the share of legacy rows that cannot be read 90 % is above 0.1 %");
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
        assertThat(desk.count("legacy_source")).isZero();
        assertThat(desk.count("run")).isZero();
    }

    private String refused(String content) {
        return says(
                "--date",
                "2026-11-10",
                "--legacy",
                desk.file("legacy.csv", content).toString());
    }

    private String says(String... options) {
        desk.isAt("2026-11-15T10:00:00Z");
        CommandLineRun run = desk.bursar(Stream.concat(Stream.of("shadow", "run", "-o", "json"), Stream.of(options))
                .toArray(String[]::new));
        return run.exit() + " " + run.json().path("error").path("message").asString();
    }

    @Test
    void a_killed_row_of_the_run_goes_on_with_the_same_file_only() throws IOException {
        charge("ada", "a", "2026-11-10T08:00:00Z", 500);
        Path file = desk.file("legacy.csv", HEADER + "ada,shobeis,7,2026-11-10T08:00:01Z,a\n");
        assertThat(shadow("--legacy", file.toString()).exit()).isZero();
        desk.database().client().sql("UPDATE run SET status = 'FAILED'").update();
        desk.database().client().sql("DELETE FROM legacy_source").update();
        desk.file("legacy.csv", HEADER + "ada,shobeis,8,2026-11-10T08:00:01Z,a\n");
        CommandLineRun changed = desk.bursar("runs", "restart", "1");
        assertThat(changed.exit()).isEqualTo(4);
        assertThat(changed.stderr()).contains("is not the file any more with which the run was begun");
        assertThat(desk.count("legacy_source")).isZero();
        assertThat(desk.sql("SELECT verdict FROM shadow_verdicts")).isEqualTo(List.of("go"));
    }
}
