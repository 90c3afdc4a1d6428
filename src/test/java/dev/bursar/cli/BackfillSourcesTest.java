package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where balances come from, and what the ledger holds for their users already. */
class BackfillSourcesTest {
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
    void a_table_of_another_schema_is_a_source_and_its_name_is_never_more_than_a_name() {
        desk.hasCustomers("ada", "ben");
        desk.database().client().sql("CREATE SCHEMA \"Old Shop\"").update();
        desk.database().client().sql("""
                CREATE TABLE "Old Shop"."Balances; DROP TABLE entry" AS
                SELECT * FROM (VALUES ('ada', 1250::bigint, timestamptz '2026-12-01T00:00:00Z', 999), ('ben', 8, NULL, NULL)) AS b ("Who", cents, ends, paid)
                """).update();
        Path mapping = desk.file("mapping.yaml", """
                columns: {user: Who, amount: cents, period-end: ends, paid-cents: paid}
                amount: {unit: cents, into: [{credit-type: credits, percent: 50}, {credit-type: shobeis, percent: 50}]}
                """);
        String source = "table:\"Old Shop\".\"Balances; DROP TABLE entry\"";
        CommandLineRun run =
                desk.bursar("backfill", "run", "--source", source, "--mapping", mapping.toString(), "-o", "json");
        assertThat(run.exit()).as(run.stderr()).isZero();
        assertThat(BackfillQuirksTest.lots(desk))
                .containsExactly(
                        "ada credits 6250 until 2026-12-01T00:00:00Z 500 usd",
                        "ada shobeis 625 until 2026-12-01T00:00:00Z 499 usd",
                        "ben credits 40 until never -",
                        "ben shobeis 4 until never -");
        assertThat(desk.bursar("backfill", "verify").exit()).isZero();
    }

    @Test
    void imported_balances_are_a_source() {
        desk.hasCustomers("ada");
        var _ = desk.load("legacy", """
                user_id,plan,credits_remaining,credits_limit,period_start,period_end,paid_cents
                ada,pro,12.345,100,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,50
                """);
        CommandLineRun run = desk.bursar("backfill", "run", "--source", "table:legacy_balance", "-o", "json");
        assertThat(run.exit()).as(run.stderr()).isZero();
        assertThat(BackfillQuirksTest.lots(desk))
                .containsExactly("ada credits 12.345 until 2026-12-01T00:00:00Z 50 usd");
    }

    @Test
    void a_user_who_has_an_allowance_for_the_legacy_period_already_is_counted_in_the_plan() {
        desk.hasSubscriber("ada", "pro", "2026-11-01");
        desk.hasSubscriber("ben", "pro", "2026-12-01");
        desk.hasSubscriber("cy", "pro", "2026-11-01");
        desk.isAt("2026-11-05T10:00:00Z");
        CommandLineRun allocated = desk.bursar("allocation", "run", "--date", "2026-11-05", "--user", "ada");
        assertThat(allocated.exit()).as(allocated.stderr()).isZero();
        Path file = desk.file("export.csv", """
                who,left,until
                ada,10,2026-12-01T00:00:00Z
                ben,10,2026-12-01T00:00:00Z
                cy,10,2026-12-01T00:00:00Z
                """);
        Path mapping = desk.file("mapping.yaml", """
                columns: {user: who, amount: left, period-end: until}
                amount: {into: [{credit-type: shobeis, percent: 100}]}
                """);
        for (String verb : List.of("plan", "run")) {
            CommandLineRun run =
                    desk.bursar("backfill", verb, "--source", file.toString(), "--mapping", mapping.toString());
            assertThat(run.exit()).as(run.stderr()).isZero();
            assertThat(run.stdout())
                    .contains("Odd, and kept:\n  1 × legacy period for which bursar has granted an allowance already:"
                            + " the user keeps it beside what comes over\n");
        }
        assertThat(
                        desk.sql(
                                "SELECT user_id || ' ' || sum(remaining_millicredits) FROM credit_lot WHERE credit_type = 'shobeis' GROUP BY user_id ORDER BY user_id"))
                .containsExactly("ada 5010000", "ben 10000", "cy 10000");
    }

    @Test
    void a_source_that_cannot_be_read_is_refused_before_anything_is() {
        refused("'table:x; DROP TABLE entry' names no table", "--source", "table:x; DROP TABLE entry");
        refused("there is no table or view \"nowhere\".\"x\" that this login can read", "--source", "table:nowhere.x");
        refused("the source of the balances is missing");
        Path file = desk.file("odd.csv", "user_id,credits\nada,1\n");
        refused("odd.csv has no column 'plan'; nothing was read", "--source", file.toString());
        Path broken = desk.file("broken.csv", "user_id,user_id\n");
        refused(
                "broken.csv line 1: column 'user_id' stands there twice; nothing was read",
                "--source",
                broken.toString());
        refused("--as-of '2026-11-15' is no instant", "--source", file.toString(), "--as-of", "2026-11-15");
    }

    private void refused(String message, String... arguments) {
        List<String> command = new ArrayList<>(List.of("backfill", "run"));
        command.addAll(List.of(arguments));
        CommandLineRun run = desk.bursar(command.toArray(String[]::new));
        assertThat(run.stderr()).contains(message);
        assertThat(run.exit()).isEqualTo(2);
    }
}
