package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The contract's own file: planned, migrated, proven, undone, migrated again. */
class BackfillTest {
    private static final String HEADER =
            "user_id,plan,credits_remaining,credits_limit,period_start,period_end,paid_cents\n";

    @TempDir
    private Path folder;

    @AutoClose
    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
        desk.isAt("2026-11-15T10:00:00Z");
    }

    @Test
    void a_file_is_planned_migrated_and_proven() throws IOException {
        desk.hasSubscriber("ada", "pro", "2026-12-01");
        desk.hasCustomers("ben", "cleo");
        Path file = file("""
                ada,pro,1234.5,5000,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,999
                ben,free,0,100,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,
                cleo,,20,10,,,
                dora,pro,7,5000,,,
                """);
        JsonNode plan = desk.bursar("backfill", "plan", "--source", file.toString(), "-o", "json")
                .json();
        assertThat(figures(plan))
                .isEqualTo(
                        "read 4 written 3 skipped 0 rejected 1; source 1261500 migrated 1254500 earlier 0 rejected 7000 rounding 0");
        assertThat(plan.path("status").stringValue()).isEqualTo("PLANNED");
        assertThat(desk.count("entry")).isZero();
        CommandLineRun run = desk.bursar("backfill", "run", "--source", file.toString(), "-o", "json");
        assertThat(run.exit()).as(run.stderr()).isEqualTo(3);
        assertThat(figures(run.json())).isEqualTo(figures(plan));
        assertThat(lots())
                .containsExactly(
                        "ada credits migration 1234.5 30 2026-11-15T10:00:00Z 2026-12-01T00:00:00Z 999 usd",
                        "cleo credits migration 20 30 2026-11-15T10:00:00Z never - -");
        assertThat(desk.sql(
                        "SELECT concat_ws(' ', user_id, period_start AT TIME ZONE 'UTC', period_end AT TIME ZONE 'UTC', granted_millicredits, remaining_millicredits) "
                                + "FROM usage_counters ORDER BY user_id"))
                .as("of ben, who has no subscription, the row's own plan says on what terms")
                .containsExactly(
                        "ada 2026-11-01 00:00:00 2026-12-01 00:00:00 0 0",
                        "ben 2026-11-01 00:00:00 2026-12-01 00:00:00 0 0");
        assertThat(
                        desk.sql(
                                "SELECT user_id || ' ' || iso_instant(seam_at) FROM customer WHERE seam_at IS NOT NULL ORDER BY user_id"))
                .containsExactly("ada 2026-11-15T10:00:00Z", "ben 2026-11-15T10:00:00Z", "cleo 2026-11-15T10:00:00Z");
        assertThat(rejects(run.json()))
                .containsExactly(
                        "line,column,reason," + HEADER.strip(), "5,user_id,unknown user 'dora',dora,pro,7,5000,,,");
        CommandLineRun verify = desk.bursar("backfill", "verify", "-o", "json");
        assertThat(verify.exit()).as(verify.stdout()).isZero();
        CommandLineRun again = desk.bursar("backfill", "run", "--source", file.toString(), "-o", "json");
        assertThat(again.exit()).isEqualTo(3);
        assertThat(again.stderr()).contains("nothing was left to migrate");
        assertThat(figures(again.json()))
                .isEqualTo(
                        "read 4 written 0 skipped 3 rejected 1; source 1261500 migrated 0 earlier 1254500 rejected 7000 rounding 0");
        assertThat(desk.brokenInvariants()).isEmpty();
    }

    @Test
    void what_is_not_spent_is_undone_and_comes_back_with_the_next_run() {
        desk.hasCustomers("ada", "ben");
        String file = file("ada,pro,100,,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,\nben,,50,,,,\n")
                .toString();
        JsonNode one = desk.bursar("backfill", "run", "--source", file, "--user", "ben", "-o", "json")
                .json();
        assertThat(figures(one))
                .isEqualTo(
                        "read 1 written 1 skipped 0 rejected 0; source 50000 migrated 50000 earlier 0 rejected 0 rounding 0");
        JsonNode all =
                desk.bursar("backfill", "run", "--source", file, "-o", "json").json();
        assertThat(figures(all))
                .isEqualTo(
                        "read 2 written 1 skipped 1 rejected 0; source 150000 migrated 100000 earlier 50000 rejected 0 rounding 0");
        assertThat(spend("ada", "-30", "k1").exit()).isZero();
        String[] undo = {"backfill", "undo", "--reason", "wrong export", "-o", "json"};
        CommandLineRun rehearsed =
                desk.bursar("backfill", "undo", "--reason", "wrong export", "--dry-run", "-o", "json");
        for (String verb : List.of("verify", "undo", "kept")) {
            CommandLineRun nobody = desk.bursar("backfill", verb, "--user", "bne", "--reason", "a slip");
            assertThat(nobody.exit() + " " + nobody.stderr()).startsWith("2 bursar: there is no user 'bne'\n");
        }
        assertThat(undone(rehearsed.json())).isEqualTo("2 accounts, 120000 back, 30000 kept, ada credits 30000");
        assertThat(balances()).containsExactly("ada 70", "ben 50");
        assertThat(undone(desk.bursar(undo).json()))
                .isEqualTo("2 accounts, 120000 back, 30000 kept, ada credits 30000");
        assertThat(balances()).containsExactly("ada 0", "ben 0");
        assertThat(desk.count("customer WHERE seam_at IS NOT NULL") + desk.count("period"))
                .as("seams and opened periods are gone with what they were set for")
                .isZero();
        CommandLineRun verify = desk.bursar("backfill", "verify", "-o", "json");
        assertThat(verify.exit()).isEqualTo(3);
        assertThat(verify.json().get(0).path("differenceMillicredits").longValue())
                .isEqualTo(150_000);
        assertThat(desk.bursar("backfill", "undo", "--reason", "wrong export").stdout())
                .contains("Nothing was left to undo of legacy.csv.");
        assertThat(desk.bursar("backfill", "kept").stdout()).contains("ada      credits        30  legacy.csv     2");
        JsonNode again =
                desk.bursar("backfill", "run", "--source", file, "-o", "json").json();
        assertThat(figures(again))
                .as("what ada has spent is not given to her again")
                .isEqualTo(
                        "read 2 written 2 skipped 0 rejected 0; source 150000 migrated 120000 earlier 30000 rejected 0 rounding 0");
        assertThat(balances()).containsExactly("ada 70", "ben 50");
        assertThat(desk.bursar("backfill", "verify").exit()).isZero();
        assertThat(desk.brokenInvariants()).isEmpty();
    }

    @Test
    void an_edited_file_brings_only_who_was_not_there_and_never_a_user_twice() throws IOException {
        desk.hasCustomers("ada", "ben");
        var _ = desk.bursar(
                "backfill", "run", "--source", file("ada,,100,,,,\n").toString());
        CommandLineRun edited = desk.bursar(
                "backfill",
                "run",
                "--source",
                desk.file("second.csv", HEADER + "ben,,50,,,,\nada,,101,,,,\n").toString(),
                "-o",
                "json");
        assertThat(edited.exit()).isEqualTo(3);
        assertThat(figures(edited.json()))
                .isEqualTo(
                        "read 2 written 1 skipped 0 rejected 1; source 151000 migrated 50000 earlier 0 rejected 101000 rounding 0");
        assertThat(rejects(edited.json()))
                .contains("3,user_id,\"was migrated with other content from legacy.csv, line 2\",ada,,101,,,,");
        CommandLineRun same = desk.bursar(
                "backfill",
                "run",
                "--source",
                desk.file("third.csv", HEADER + "ben,,50,,,,\nada,,100,,,,\n").toString(),
                "-o",
                "json");
        assertThat(figures(same.json()))
                .isEqualTo(
                        "read 2 written 0 skipped 2 rejected 0; source 150000 migrated 0 earlier 150000 rejected 0 rounding 0");
        assertThat(balances()).containsExactly("ada 100", "ben 50");
    }

    @Test
    void a_plan_is_followed_as_it_was_made_or_refused() {
        desk.hasCustomers("ada");
        Path file = file("ada,,100,,,,\n");
        String plan = desk.home().resolve("plan.json").toString();
        CommandLineRun planned = desk.bursar("backfill", "plan", "--source", file.toString(), "--out", plan);
        assertThat(planned.exit()).as(planned.stderr()).isZero();
        desk.hasCustomers("ben");
        CommandLineRun stale = desk.bursar("backfill", "run", "--plan", plan);
        assertThat(stale.exit()).as(stale.stderr()).isEqualTo(4);
        assertThat(desk.bursar("backfill", "plan", "--source", file.toString(), "--out", plan)
                        .exit())
                .isZero();
        var _ = file("ada,,1000,,,,\n");
        assertThat(desk.bursar("backfill", "run", "--plan", plan).exit())
                .as("the file is another one by now")
                .isEqualTo(4);
        var _ = file("ada,,100,,,,\n");
        CommandLineRun run = desk.bursar("backfill", "run", "--plan", plan);
        assertThat(run.exit()).as(run.stderr()).isZero();
        assertThat(balances()).containsExactly("ada 100", "ben 0");
    }

    private CommandLineRun spend(String user, String credits, String key) {
        return desk.bursar(
                "adjust", user, "--credit-type", "credits", "--credits", credits, "--key", key, "--reason", "spent");
    }

    private List<String> balances() {
        return desk.sql(
                "SELECT concat_ws(' ', user_id, trim_scale(balance_millicredits / 1000.0)) FROM credit_balance ORDER BY user_id");
    }

    private static String undone(JsonNode answer) {
        StringBuilder text = new StringBuilder("%d accounts, %d back, %d kept"
                .formatted(
                        answer.path("accounts").longValue(),
                        answer.path("reversedMillicredits").longValue(),
                        answer.path("keptMillicredits").longValue()));
        answer.path("kept")
                .forEach(kept -> text.append(", ")
                        .append(kept.path("userId").stringValue())
                        .append(' ')
                        .append(kept.path("creditType").stringValue())
                        .append(' ')
                        .append(kept.path("keptMillicredits").longValue()));
        return text.toString();
    }

    private Path file(String rows) {
        return desk.file("legacy.csv", HEADER + rows);
    }

    private List<String> lots() {
        return desk.sql("""
                SELECT concat_ws(' ', user_id, credit_type, source, trim_scale(remaining_millicredits / 1000.0), priority, iso_instant(effective_at),
                                 coalesce(iso_instant(expires_at), 'never'), coalesce(net_price_cents::text, '-'), coalesce(currency, '-'))
                FROM credit_lot ORDER BY user_id, credit_type, id""");
    }

    static String figures(JsonNode run) {
        JsonNode counts = run.path("counts");
        JsonNode totals = run.path("totals");
        return "read %d written %d skipped %d rejected %d; source %d migrated %d earlier %d rejected %d rounding %d"
                .formatted(
                        counts.path("read").longValue(),
                        counts.path("written").longValue(),
                        counts.path("skipped").longValue(),
                        counts.path("rejected").longValue(),
                        totals.path("sourceMillicredits").longValue(),
                        totals.path("migratedMillicredits").longValue(),
                        totals.path("earlierMillicredits").longValue(),
                        totals.path("rejectedMillicredits").longValue(),
                        totals.path("roundingMillicredits").longValue());
    }

    static List<String> rejects(JsonNode run) throws IOException {
        for (JsonNode file : run.path("files")) {
            if (file.stringValue().endsWith("rejected.csv")) {
                return Files.readAllLines(Path.of(file.stringValue()));
            }
        }
        return List.of();
    }
}
