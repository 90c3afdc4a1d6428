package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What ends an import as a whole: its exit code, what the operator reads, and that nothing was loaded. */
class ImportFaultsTest {
    private static final String ADA = "ada,,Ada,2026-01-01T00:00:00Z\n";

    @TempDir
    private Path folder;

    @AutoClose
    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
    }

    @Test
    void a_broken_file_is_exit_2_at_its_line_and_the_good_rows_before_it_are_not_loaded() {
        Path file = desk.file("customers.csv", Desk.CUSTOMERS + ADA + "bob,,\"Bob,2026-01-01T00:00:00Z\n");
        CommandLineRun run = desk.bursar("import", "customers", file.toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stdout()).isEmpty();
        assertThat(run.stderr()).isEqualTo("""
                bursar: customers.csv line 3: the quote that opens here is never closed; nothing was imported
                  Close it, or double it where the quote itself is meant.
                """);
        assertNothingWasLoaded();
    }

    @Test
    void invalid_utf_8_far_into_a_large_file_is_exit_2_at_its_line() {
        byte[] good =
                (Desk.CUSTOMERS + "ada,,Ada,2026-01-01T00:00:00Z\n".repeat(50_000)).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(good, good.length + 1);
        bytes[good.length] = (byte) 0xFF;
        CommandLineRun run = desk.bursar(
                "import", "customers", desk.file("customers.csv", bytes).toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr())
                .startsWith("bursar: customers.csv line 50002: byte 0xFF is not UTF-8; nothing was imported");
        assertNothingWasLoaded();
    }

    @Test
    void under_json_the_fault_is_an_object_on_stdout() {
        CommandLineRun run =
                desk.bursar("import", "customers", desk.file("c.csv", "").toString(), "-o", "json");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.json().path("error").path("code").stringValue()).isEqualTo("malformed-file");
        assertThat(run.json().path("error").path("message").stringValue())
                .isEqualTo("c.csv is empty; nothing was imported");
        assertThat(run.json().path("error").path("hint").stringValue())
                .isEqualTo("The first line has to name the columns: user_id,email,name,created_at (optional: locale).");
    }

    @Test
    void a_missing_file_is_exit_2() {
        Path file = folder.resolve("none.csv");
        CommandLineRun run = desk.bursar("import", "purchases", file.toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr())
                .startsWith("bursar: cannot read " + file + ": there is no such file; nothing was imported");
    }

    @Test
    void an_unknown_kind_is_exit_2() {
        assertThat(desk.bursar("import", "unicorns", "x.csv").exit()).isEqualTo(2);
    }

    @Test
    void a_reject_file_that_cannot_be_written_is_exit_1_and_the_good_rows_are_not_loaded() throws IOException {
        Files.createDirectories(desk.home());
        Files.writeString(desk.home().resolve("out"), "in the way");
        Path file = desk.file("customers.csv", Desk.CUSTOMERS + ADA + "bob,,Bob,never\n");
        CommandLineRun run = desk.bursar("import", "customers", file.toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.stderr())
                .startsWith("bursar: cannot write " + desk.home().resolve("out/import/customers-"))
                .contains("; nothing was imported");
        assertNothingWasLoaded();
    }

    @Test
    void also_a_file_that_cannot_be_written_is_an_object_on_stdout_under_json() throws IOException {
        Files.writeString(Files.createDirectories(desk.home()).resolve("out"), "a file where a folder should be");
        Path file = desk.file("customers.csv", Desk.CUSTOMERS + "ada,,Ada,yesterday\n");
        CommandLineRun run = desk.bursar("-o", "json", "import", "customers", file.toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.json().path("error").path("code").stringValue()).isEqualTo("output-failed");
    }

    @Test
    void a_second_import_of_the_kind_at_the_same_time_is_refused() throws SQLException {
        try (Connection other = desk.database().database().connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(hashtextextended('bursar import customers', 0))");
            CommandLineRun run = desk.bursar(
                    "import",
                    "customers",
                    desk.file("c.csv", Desk.CUSTOMERS + ADA).toString());
            assertThat(run.exit()).isEqualTo(4);
            assertThat(run.stderr()).startsWith("bursar: another import of customers is running; nothing was imported");
            other.rollback();
        }
        assertThat(Desk.counts(desk.load("customers", Desk.CUSTOMERS + ADA))).isEqualTo("1/1/0/0");
    }

    @Test
    @Timeout(120)
    void a_database_that_goes_away_in_the_middle_is_exit_1_and_nothing_was_loaded() throws SQLException {
        Path file = desk.file("c.csv", Desk.CUSTOMERS + ADA + "bob,,Bob,never\n");
        try (Connection other = desk.database().database().connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE customer IN EXCLUSIVE MODE");
            CompletableFuture<CommandLineRun> importing =
                    CompletableFuture.supplyAsync(() -> desk.bursar("import", "customers", file.toString()));
            terminateWhoeverWaits();
            CommandLineRun run = importing.join();
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.stderr()).startsWith("bursar: the database is stopping, starting or ended this session");
        }
        assertNothingWasLoaded();
        assertThat(desk.home().resolve("out")).doesNotExist();
        assertThat(Desk.counts(desk.load("customers", file))).isEqualTo("2/1/0/1");
    }

    private void terminateWhoeverWaits() {
        String sql = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while (desk.database().client().sql(sql).query(Long.class).single() == 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void purchases_that_are_switched_off_are_refused() {
        desk.hasCustomers("ada");
        Path file = desk.file("p.csv", Desk.PURCHASES + "p,ada,starter,999,usd,2026-10-01T00:00:00Z\n");
        CommandLineRun run = desk.bursarWith(
                Map.of(Setting.BILLING_PURCHASE_ENABLED, "false"), "import", "purchases", file.toString());
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.stderr()).startsWith("bursar: purchases are switched off (billing_purchase_enabled)");
        assertThat(desk.count("entry")).isZero();
    }

    private void assertNothingWasLoaded() {
        assertThat(desk.count("customer")).isZero();
    }
}
