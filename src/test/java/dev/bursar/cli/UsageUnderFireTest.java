package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.operations.BursarProcess;
import dev.bursar.operations.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 while usage is charged, in little memory, while a host holds accounts and charges; and the same usage undisturbed on a copy. */
@Order(1)
class UsageUnderFireTest {
    private static final int USERS = 80;
    private static final int EVENTS_EACH = 100;
    private static final int KILLS = 2;
    private static final int HEAP_MEGABYTES = 64;
    private static final String NOW = "2026-11-30T12:00:00Z";
    private static final String DONE = "SELECT coalesce(sum(done_ids), 0) FROM run_progress";

    @TempDir
    private Path folder;

    @AutoClose
    private final Town undisturbed = Town.of(USERS);

    @AutoClose
    private final Town town = undisturbed.twin();

    @Test
    void kills_and_charges_meanwhile_change_nothing_of_what_is_charged() throws Exception {
        Path file = events();
        try (Connection host = town.database().database().connect()) {
            charge(host, 0);
            host.setAutoCommit(false);
            for (int kill = 1; kill <= KILLS; kill++) {
                charge(host, kill); // and holds the account until the run is dead, which so cannot end
                killAmidWork(file);
                host.commit();
            }
        }
        CommandLineRun rest = run(town, file);
        try (Connection host = undisturbed.database().database().connect()) {
            for (int kill = 0; kill <= KILLS; kill++) {
                charge(host, kill);
            }
        }
        CommandLineRun whole = run(undisturbed, file);
        assertThat(rest.exit()).as(rest.stderr()).isEqualTo(whole.exit()).isEqualTo(3);
        assertThat(figures(town)).isEqualTo(figures(undisturbed));
        assertThat(number(town, "SELECT count(*) FROM staged_usage")).isZero();
        assertThat(number(town, "SELECT count(*) FROM usage_event"))
                .isEqualTo(number(undisturbed, "SELECT count(*) FROM usage_event"));
        town.keepsItsInvariants();
        assertThat(town.fingerprint()).isEqualTo(undisturbed.fingerprint());
    }

    /** As soon as some of the work is done, or when it waits for the accounts that are held. */
    private void killAmidWork(Path file) throws InterruptedException {
        long doneBefore = number(town, DONE);
        BursarProcess process = BursarProcess.startWithHeap(
                HEAP_MEGABYTES, town, NOW, "usage", "run", file.toString(), "--workers", "2");
        while (process.isAlive()
                && number(town, DONE) == doneBefore
                && number(town, "SELECT coalesce(sum(busy), 0) FROM run_progress") == 0) {
            Thread.sleep(5);
        }
        assertThat(process.isAlive())
                .as("an account is held, so it cannot have ended")
                .isTrue();
        process.kill();
    }

    private static void charge(Connection host, int number) throws SQLException {
        try (Statement statement = host.createStatement()) {
            statement.execute("SET bursar.clock = '" + NOW + "'");
            statement.execute("SELECT charge('user-000007', 'resume-analysis', 1, NULL, NULL, NULL, 1, 'host-" + number
                    + "', NULL)");
        }
    }

    private static CommandLineRun run(Town town, Path file) {
        return CommandLineRun.on(town.database(), Map.of(Setting.BURSAR_CLOCK, NOW), "usage", "run", file.toString());
    }

    private static String figures(Town town) {
        return town.client()
                .sql("SELECT concat_ws(' ', status, counts, totals, findings) FROM run ORDER BY id DESC LIMIT 1")
                .query(String.class)
                .single();
    }

    private static long number(Town town, String sql) {
        return town.client().sql(sql).query(Long.class).single();
    }

    /** More than the smaller plans can pay for, over two months. */
    private Path events() throws IOException {
        StringBuilder text =
                new StringBuilder("request_id,user_id,occurred_at,action,model,input_tokens,output_tokens,quantity\n");
        for (int event = 0; event < USERS * EVENTS_EACH; event++) {
            text.append("r%d,user-%06d,2026-%02d-%02dT%02d:%02d:00Z,ANALYSIS,,,,%d\n"
                    .formatted(
                            event,
                            1 + event % USERS,
                            10 + event % 2,
                            1 + event % 29,
                            event % 24,
                            event % 60,
                            300 + event % 900));
        }
        return Files.writeString(folder.resolve("usage.csv"), text);
    }
}
