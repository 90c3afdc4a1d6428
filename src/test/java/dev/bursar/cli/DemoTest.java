package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.database.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Order(1)
class DemoTest {
    @AutoClose
    private final TestDatabase database = TestDatabase.migrated();

    @TempDir
    Path home;

    @Test
    void a_demo_tells_four_months_and_leaves_books_that_agree() {
        CommandLineRun demo = demoAt("2026-11-20T12:00:00Z");

        assertThat(demo.exit()).as(demo.stderr()).isZero();
        assertThat(demo.stdout())
                .contains("ben      shobeis       19,065              -722   -11,343    7,000")
                .contains("hal      credits                52,490  -36,004             16,486")
                .contains("mia      credits        4,964               -72              4,892")
                .contains("all ten invariants hold, to the millicredit.");
        assertThat(demo.stderr())
                .contains("1 rejected")
                .contains("180 credits in the shadow, 180 credits charged by the old system: GO.")
                .contains("2 users brought 6,128 credits with them.")
                .contains(
                        "10 requests: 72 credits charged, 0 credits in the shadow, 6 requests left to the old system.")
                .containsPattern("\\d+ accounts checked, which hold [0-9,.]+ credits: the books agree\\.")
                .contains("Not charged: it costs 800 credits, and 60 can be spent.")
                .contains("granted 19 roast, 2,065 shobeis, 39 analysis");
        IntStream.rangeClosed(1, 10)
                .forEach(number -> assertThat(database.client()
                                .sql("SELECT count(*) FROM invariant_i" + number)
                                .query(Long.class)
                                .single())
                        .as("I" + number)
                        .isZero());
        assertThat(home.resolve("out/demo/customers.csv")).exists();
    }

    @Test
    void a_demo_that_is_told_again_changes_nothing() {
        CommandLineRun first = demoAt("2026-11-20T12:00:00Z");
        List<Long> counts = counts();

        CommandLineRun second = demoAt("2026-11-20T12:00:00Z");

        assertThat(second.exit()).as(second.stderr()).isZero();
        assertThat(second.stdout()).isEqualTo(first.stdout());
        assertThat(counts()).isEqualTo(counts);
    }

    @Test
    void a_demo_that_is_told_again_months_later_goes_on_with_the_same_story() {
        demoAt("2026-11-20T12:00:00Z");

        CommandLineRun later = demoAt("2027-01-02T12:00:00Z");

        assertThat(later.exit()).as(later.stderr()).isZero();
        assertThat(later.stdout())
                .contains("What everybody has, from 2026-07 to today")
                .contains("all ten invariants hold");
    }

    @Test
    void a_second_demo_at_the_same_time_is_refused() throws SQLException {
        try (Connection other = database.database().connect()) {
            other.createStatement().execute("SELECT pg_advisory_lock(hashtextextended('bursar demo', 0))");

            CommandLineRun demo = demoAt("2026-11-20T12:00:00Z");

            assertThat(demo.exit()).isEqualTo(4);
            assertThat(demo.stderr()).endsWith("""
                    bursar: another demo is running on this database; this one did nothing
                      Wait until it has ended, then repeat the command.
                    """);
        }
    }

    @Test
    void a_demo_is_not_told_among_other_peoples_customers() {
        demoAt("2026-11-20T12:00:00Z");
        database.client()
                .sql("INSERT INTO customer (user_id, created_at) VALUES ('somebody', now())")
                .update();

        CommandLineRun demo = demoAt("2026-11-20T12:00:00Z");

        assertThat(demo.exit()).isEqualTo(4);
        assertThat(demo.stderr()).contains("this database has customers that are not the demo's; the demo did nothing");
    }

    private List<Long> counts() {
        return List.of("customer", "lot", "entry", "movement", "period", "usage_event", "purchase", "idempotency_key")
                .stream()
                .map(table -> database.client()
                        .sql("SELECT count(*) FROM " + table)
                        .query(Long.class)
                        .single())
                .toList();
    }

    private CommandLineRun demoAt(String now) {
        return CommandLineRun.on(
                database, Map.of(Setting.BURSAR_CLOCK, now, Setting.BURSAR_HOME, home.toString()), "demo");
    }
}
