package dev.bursar.operations;

import static dev.bursar.operations.Town.FIRST_OF_NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.run.RunReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server ends a session of a run at work. One account is held, so that the run does not end by itself. */
class LostConnectionTest {
    private static final String NOW = "2026-11-02T12:00:00Z";

    @AutoClose
    private final Town undisturbed = Town.of(300);

    @AutoClose
    private final Town town = undisturbed.twin();

    private Connection host;
    private CompletableFuture<RunReport> run;

    @BeforeEach
    void a_run_waits_for_the_account_that_the_host_holds() throws Exception {
        undisturbed.allocate("2026-10-01", "2026-10-31T12:00:00Z");
        town.allocate("2026-10-01", "2026-10-31T12:00:00Z");
        host = town.database().database().connect();
        host.setAutoCommit(false);
        host.createStatement().execute("SELECT FROM account ORDER BY id LIMIT 1 FOR UPDATE");
        run = CompletableFuture.supplyAsync(() -> town.allocate(FIRST_OF_NOVEMBER, NOW));
        while (count("SELECT count(*) FROM (" + Town.WAITING_SESSIONS + ") AS s") == 0) {
            assertThat(run).isNotDone();
            Thread.sleep(10);
        }
    }

    @Test
    void a_range_whose_connection_is_lost_is_done_again() throws Exception {
        assertThat(terminate(Town.WAITING_SESSIONS)).isPositive();
        host.rollback();
        assertThat(run.join().status()).isEqualTo("COMPLETED");
        endsAsUndisturbed(run.join());
    }

    @Test
    void a_run_that_loses_its_lock_ends_and_the_next_one_goes_on() throws Exception {
        assertThat(terminate(
                        "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND granted"))
                .isPositive();
        assertThat(catchThrowableOfType(CompletionException.class, () -> run.join()))
                .cause()
                .isInstanceOf(Fault.class)
                .hasMessageContaining("run 2 failed")
                .hasMessageContaining("ranges that were done stay done")
                .extracting(fault -> ((Fault) fault).code().exit())
                .isEqualTo(Exit.FAILED);
        host.rollback();
        endsAsUndisturbed(town.allocate(FIRST_OF_NOVEMBER, NOW));
    }

    private void endsAsUndisturbed(RunReport end) throws SQLException {
        assertThat(end.run()).isEqualTo(2);
        assertThat(end.figures())
                .isEqualTo(undisturbed.allocate(FIRST_OF_NOVEMBER, NOW).figures());
        assertThat(town.fingerprint()).isEqualTo(undisturbed.fingerprint());
        host.close();
    }

    /** Of sessions on this database alone. */
    private long terminate(String sessions) {
        return count(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid IN ("
                        + sessions + ")");
    }

    private long count(String sql) {
        return town.client().sql(sql).query(Long.class).single();
    }
}
