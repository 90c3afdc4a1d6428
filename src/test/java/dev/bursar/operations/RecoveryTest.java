package dev.bursar.operations;

import static dev.bursar.operations.Town.FIRST_OF_NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.config.Setting;
import dev.bursar.database.Database;
import dev.bursar.fault.Fault;
import dev.bursar.operations.DeadRun.Verdict;
import dev.bursar.run.RunReport;
import dev.bursar.run.RunRequest;
import dev.bursar.run.StopSignal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs whose process is gone or silent. */
@Timeout(180)
@Order(1)
class RecoveryTest {
    private static final String NOW = "2026-11-02T12:00:00Z";

    @AutoClose
    private final Town town = Town.of(6_000);

    @AutoClose
    private final Database database = town.database().open(Map.of());

    private final Recovery recovery = new Recovery(database);

    @Test
    void a_killed_run_is_found_at_once_and_any_node_goes_on_with_it() throws Exception {
        BursarProcess process = workingProcess();
        process.kill();
        DeadRun dead = untilItsLockHasFallen(recovery::look);
        assertThat(dead.verdict()).isEqualTo(Verdict.GOES_ON);
        assertThat(dead.run().status()).isEqualTo("RUNNING");
        try (TestNode node = TestNode.of(town)) {
            assertThat(node.goOn(dead).orElseThrow().status()).isEqualTo("COMPLETED");
            assertThat(town.client()
                            .sql("SELECT actor FROM run")
                            .query(String.class)
                            .single())
                    .isEqualTo("node " + node.id());
        }
        assertThat(starts()).extracting("outcome").containsExactly("DIED", "COMPLETED");
        assertThat(starts().getLast().get("reason")).isEqualTo("recovered from " + dead.who());
        assertThat(recovery.look()).isEmpty();
        town.keepsItsInvariants();
    }

    @Test
    void a_recovered_run_that_is_caught_by_its_nodes_shutdown_is_left_to_the_next_node() {
        dies(town.request(FIRST_OF_NOVEMBER, NOW));
        DeadRun dead = recovery.look().getFirst();
        StopSignal leaving = new StopSignal();
        leaving.request();
        try (TestNode node = TestNode.of(town)) {
            assertThat(node.goOn(dead, leaving).orElseThrow().status()).isEqualTo("STOPPED");
        }
        DeadRun left = recovery.look().getFirst();
        assertThat(left.verdict()).isEqualTo(Verdict.GOES_ON);
        try (TestNode node = TestNode.of(town)) {
            assertThat(node.goOn(left).orElseThrow().status()).isEqualTo("COMPLETED");
        }
        assertThat(starts()).extracting("outcome").containsExactly("DIED", "STOPPED", "COMPLETED");
        town.keepsItsInvariants();
    }

    @Test
    void a_frozen_run_loses_lock_and_sessions_and_can_commit_nothing_when_it_wakes() throws Exception {
        BursarProcess process = frozenAmidATransaction();
        DeadRun dead = untilItsLockHasFallen(recovery::look);
        assertThat(dead.verdict()).isEqualTo(Verdict.GOES_ON);
        assertThat(dead.held()).isEmpty();
        assertThat(sessionsOfRuns()).isZero();
        try (TestNode node = TestNode.of(town)) {
            assertThat(node.goOn(dead).orElseThrow().status()).isEqualTo("COMPLETED");
        }
        String done = town.fingerprint();
        process.thaw();
        assertThat(process.exit()).isEqualTo(1);
        assertThat(town.fingerprint()).isEqualTo(done);
        assertThat(starts()).extracting("outcome").containsExactly("DIED", "COMPLETED");
        town.keepsItsInvariants();
    }

    @Test
    void a_frozen_run_recovered_by_hand_is_restarted_by_hand() throws Exception {
        BursarProcess process = frozenAmidATransaction(); // so that it cannot have ended before it is frozen
        RunControl control = new RunControl(database);
        assertThat(untilItsLockHasFallen(control::recover).verdict()).isEqualTo(Verdict.FAILED);
        RunReport report = new Operations(database, new StopSignal(), progress -> {}).restart(1, 2, Optional.empty());
        assertThat(report.status()).isEqualTo("COMPLETED");
        process.kill();
        assertThat(starts()).extracting("outcome").containsExactly("DIED", "COMPLETED");
    }

    @Test
    void a_run_that_dies_three_times_in_the_same_place_is_not_tried_again() {
        RunRequest request = town.request(FIRST_OF_NOVEMBER, NOW);
        dies(request);
        assertThat(verdicts()).containsExactly(Verdict.GOES_ON);
        assertThat(verdicts()).as("as long as nobody goes on with it").containsExactly(Verdict.GOES_ON);
        dies(request);
        assertThat(verdicts()).containsExactly(Verdict.GOES_ON);
        dies(request);
        assertThat(verdicts()).containsExactly(Verdict.CRASH_LOOP);
        assertThat(verdicts()).isEmpty();
        RunRow run = new RunControl(database).show(1);
        assertThat(run.status()).isEqualTo("FAILED");
        assertThat(run.error().orElseThrow().get("message"))
                .asString()
                .contains("died 3 times in a row without progress");
        assertThat(town.allocate(FIRST_OF_NOVEMBER, NOW).status()).isEqualTo("COMPLETED");
    }

    @Test
    void a_dead_dry_run_fails_and_one_that_was_to_stop_is_stopped() {
        RunRequest request = town.request(FIRST_OF_NOVEMBER, NOW);
        dies(new RunRequest(request.job(), request.parameters(), 1, true, 2, Optional.empty()));
        assertThat(verdicts()).containsExactly(Verdict.FAILED);
        dies(request);
        town.client()
                .sql("UPDATE run SET stop_requested_at = now(), stop_requested_by = 'ada' WHERE status = 'RUNNING'")
                .update();
        assertThat(verdicts()).containsExactly(Verdict.STOPPED);
        assertThat(new RunControl(database).show(2).status()).isEqualTo("STOPPED");
    }

    @Test
    void a_dead_run_whose_lock_somebody_holds_waits_and_says_for_whom() throws Exception {
        dies(town.request(FIRST_OF_NOVEMBER, NOW));
        town.client()
                .sql("UPDATE run SET heartbeat_at = heartbeat_at - interval '1 hour'")
                .update();
        try (Connection other = database.connect()) {
            other.createStatement()
                    .execute("SET application_name = 'psql of ada';"
                            + " SELECT pg_advisory_lock(hashtextextended('bursar.run.allocation', 0))");
            DeadRun dead = recovery.look().getFirst();
            assertThat(dead.verdict()).isEqualTo(Verdict.HELD);
            assertThat(dead.held()).singleElement().asString().matches("session \\d+ of \\S+ \\(psql of ada\\)");
            assertThat(dead.run().status()).isEqualTo("RUNNING");
        }
        assertThat(untilItsLockHasFallen(recovery::look).verdict()).isEqualTo(Verdict.GOES_ON);
    }

    @Test
    void a_run_at_work_is_left_alone() {
        try (JobLock lock = JobLock.take(database, "allocation").orElseThrow()) {
            RunClaims.Claim claim =
                    new RunClaims(lock).claim(town.request(FIRST_OF_NOVEMBER, NOW), Optional.empty(), new StopSignal());
            assertThat(recovery.look()).isEmpty();
            assertThat(new RunControl(database)
                            .isDead(new RunControl(database).show(claim.run().id())))
                    .isFalse();
            assertThatThrownBy(() -> town.allocate(FIRST_OF_NOVEMBER, NOW))
                    .isInstanceOf(Fault.class)
                    .hasMessageContaining("has been at work since");
        }
    }

    /** A process that has made its claim and then ends without a word. */
    private void dies(RunRequest request) {
        try (JobLock lock = JobLock.take(database, "allocation").orElseThrow()) {
            var _ = new RunClaims(lock).claim(request, Optional.empty(), new StopSignal());
        }
    }

    /** Looks again where sessions of the dead process need longer to end than one look waits: such a run is held for a moment. */
    private static DeadRun untilItsLockHasFallen(Supplier<List<DeadRun>> look) throws InterruptedException {
        return TestNode.untilPresent(() -> look.get().stream()
                .filter(dead -> dead.verdict() != Verdict.HELD)
                .findFirst());
    }

    private List<Verdict> verdicts() {
        return recovery.look().stream().map(DeadRun::verdict).toList();
    }

    private BursarProcess workingProcess() throws InterruptedException {
        BursarProcess process = BursarProcess.start(town, NOW, "allocation", "run", "--date", FIRST_OF_NOVEMBER);
        TestNode.until(() -> !starts().isEmpty());
        return process;
    }

    /** The host holds an account, for which the run waits in a transaction that holds its own rows. */
    private BursarProcess frozenAmidATransaction() throws Exception {
        someHaveOctober();
        try (Connection host = database.connect()) {
            host.setAutoCommit(false);
            ResultSet held = host.createStatement()
                    .executeQuery(
                            "SELECT id FROM account WHERE next_due_at <= '" + NOW + "' ORDER BY id LIMIT 1 FOR UPDATE");
            assertThat(held.next()).as("an account for which there is work").isTrue();
            BursarProcess process = workingProcess();
            TestNode.until(() -> town.client()
                    .sql("SELECT EXISTS (" + Town.WAITING_SESSIONS + ")")
                    .query(Boolean.class)
                    .single());
            process.freeze();
            host.rollback();
            assertThat(sessionsOfRuns()).isGreaterThan(1);
            return process;
        }
    }

    /** Some customers have been charged in October, so that they have accounts for which there is work in November. */
    private void someHaveOctober() {
        try (Database october = town.database().open(Map.of(Setting.BURSAR_CLOCK, "2026-10-02T12:00:00Z"))) {
            assertThat(october.client().sql("""
                            SELECT count(*) FROM (SELECT user_id FROM customer ORDER BY id LIMIT 50) AS c
                            CROSS JOIN LATERAL get_or_create_active_period(c.user_id, 'shobeis')
                            """).query(Long.class).single()).isPositive();
        }
    }

    private int sessionsOfRuns() {
        return town.client()
                .sql(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'bursar run %' AND datname = current_database()")
                .query(Integer.class)
                .single();
    }

    private List<Map<String, Object>> starts() {
        return town.client()
                .sql("SELECT * FROM run_start ORDER BY run_id, fence")
                .query()
                .listOfRows();
    }
}
