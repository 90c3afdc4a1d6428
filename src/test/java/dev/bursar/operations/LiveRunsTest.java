package dev.bursar.operations;

import static dev.bursar.operations.Town.FIRST_OF_NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.RunReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** What can be done to a run while its process lives, or when it has died. One account is held, so that none ends by itself. */
@Order(1)
class LiveRunsTest {
    private static final String NOW = "2026-11-02T12:00:00Z";
    private static final long EVERYBODY_BUT_ONE = 1424;

    @AutoClose
    private final Town town = Town.of(500);

    @AutoClose
    private final Town undisturbed = town.twin();

    private final RunControl control = new RunControl(town.database().database());
    private Connection host;

    @BeforeEach
    void the_host_holds_an_account() throws SQLException {
        town.allocate("2026-10-01", "2026-10-31T12:00:00Z");
        undisturbed.allocate("2026-10-01", "2026-10-31T12:00:00Z");
        host = town.database().database().connect();
        host.setAutoCommit(false);
        host.createStatement().execute("SELECT FROM account ORDER BY id LIMIT 1 FOR UPDATE");
    }

    @Test
    void a_second_run_is_refused_by_name_and_a_stopped_one_goes_on() throws Exception {
        BursarProcess process = startAndAwaitTheHeldAccount();
        Fault refused = catchThrowableOfType(Fault.class, () -> town.allocate("2026-10-31", NOW));
        assertThat(refused.code()).isEqualTo(FaultCode.ALREADY_RUNNING);
        assertThat(refused).hasMessageContaining("run 2").hasMessageContaining("process " + process.pid());
        RunRow stopped = control.stop(2, Duration.ofSeconds(30));
        assertThat(stopped.status()).isEqualTo("STOPPED");
        assertThat(process.exit()).isEqualTo(130);
        assertThat(process.json().path("status").stringValue()).isEqualTo("STOPPED");
        goesOnToTheSameEnd();
    }

    @Test
    void ctrl_c_stops_a_run_after_the_range_in_hand() throws Exception {
        BursarProcess process = startAndAwaitTheHeldAccount();
        process.interrupt();
        assertThat(process.exit()).isEqualTo(130);
        assertThat(control.show(2).status()).isEqualTo("STOPPED");
        goesOnToTheSameEnd();
    }

    @Test
    void a_second_ctrl_c_ends_a_run_at_once_which_is_seen_recovered_and_continued() throws Exception {
        BursarProcess process = startAndAwaitTheHeldAccount();
        Savepoint free = host.setSavepoint();
        host.createStatement().execute("LOCK TABLE run_partition IN EXCLUSIVE MODE"); // so that it cannot end in order
        TestNode.until(() -> town.client()
                .sql("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND relation = 'run_partition'::regclass")
                .query(Boolean.class)
                .single());
        for (int signal = 0; process.isAlive() && signal < 600; signal++) {
            process.interrupt();
            Thread.sleep(50);
        }
        assertThat(process.exit()).isEqualTo(130);
        host.rollback(free);
        assertThat(control.show(2).status()).isEqualTo("RUNNING");
        TestNode.until(() -> control.isDead(control.show(2))); // the server notices a closed connection a moment later
        assertThat(control.recover()).extracting(dead -> dead.run().id()).containsExactly(2L);
        RunRow failed = control.show(2);
        assertThat(failed.status()).isEqualTo("FAILED");
        assertThat(failed.error().orElseThrow().toString()).contains("process " + process.pid());
        goesOnToTheSameEnd();
    }

    @Test
    void a_run_whose_database_goes_away_ends_at_once_and_is_continued() throws Exception {
        BursarProcess process = startAndAwaitTheHeldAccount();
        takeTheDatabaseAway();
        Instant gone = Instant.now();
        assertThat(process.exit()).isEqualTo(1);
        assertThat(Duration.between(gone, Instant.now())).isLessThan(Duration.ofSeconds(25));
        assertThat(process.json().path("error").path("hint").stringValue()).contains("bursar runs restart 2");
        town.database().allowConnections(true);
        goesOnToTheSameEnd();
    }

    /** Nobody gets in any more, and whoever is in but the test and the host is thrown out. */
    private void takeTheDatabaseAway() throws SQLException {
        town.database().allowConnections(false);
        town.client()
                .sql("""
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid NOT IN (pg_backend_pid(), :host)
                        """)
                .param("host", host.unwrap(PGConnection.class).getBackendPID())
                .query()
                .listOfRows();
    }

    private BursarProcess startAndAwaitTheHeldAccount() throws InterruptedException {
        BursarProcess process = BursarProcess.start(
                town, NOW, "allocation", "run", "--date", FIRST_OF_NOVEMBER, "--workers", "2", "-o", "json");
        while (written() < EVERYBODY_BUT_ONE) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(20);
        }
        return process;
    }

    private long written() {
        return town.client()
                .sql("SELECT coalesce(sum((counts ->> 'written')::bigint), 0) FROM run_progress WHERE run_id = 2")
                .query(Long.class)
                .single();
    }

    private void goesOnToTheSameEnd() throws SQLException {
        host.rollback();
        RunReport rest = town.allocate(FIRST_OF_NOVEMBER, NOW);
        RunReport whole = undisturbed.allocate(FIRST_OF_NOVEMBER, NOW);
        assertThat(rest.run()).isEqualTo(2);
        assertThat(rest.figures()).isEqualTo(whole.figures());
        assertThat(town.fingerprint()).isEqualTo(undisturbed.fingerprint());
        town.keepsItsInvariants();
        host.close();
        assertThat(List.of(control.show(2).status(), control.show(2).starts())).isEqualTo(List.of("COMPLETED", 2));
    }
}
