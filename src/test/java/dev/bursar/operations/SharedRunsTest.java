package dev.bursar.operations;

import static dev.bursar.operations.Town.FIRST_OF_NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.run.CurrentRun;
import dev.bursar.run.Figures;
import dev.bursar.run.RunReport;
import dev.bursar.run.StopSignal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs whose partitions several nodes share, here nodes of one process. */
@Timeout(180)
@Order(1)
class SharedRunsTest {
    private static final String NOW = "2026-11-02T12:00:00Z";
    private static final int CUSTOMERS = 20_000; // four partitions

    @AutoClose
    private static final Town NEW = Town.of(CUSTOMERS);

    private static Figures figures;
    private static String fingerprint;

    @AutoClose
    private final Town town = NEW.twin();

    @BeforeAll
    static void a_twin_is_left_undisturbed() {
        try (Town undisturbed = NEW.twin()) {
            figures = undisturbed.allocate(FIRST_OF_NOVEMBER, NOW).figures();
            fingerprint = undisturbed.fingerprint();
        }
    }

    @Test
    void the_partitions_of_a_run_are_spread_over_the_nodes() {
        try (TestNode first = TestNode.of(town);
                TestNode second = TestNode.of(town)) {
            RunReport report = first.allocate(FIRST_OF_NOVEMBER, NOW, new StopSignal());
            assertThat(report.status()).isEqualTo("COMPLETED");
            assertThat(workers()).contains(first.id(), second.id());
            endsAsUndisturbed(report);
        }
        assertThat(count("SELECT count(*) FROM qrtz_job_details")).isZero();
        assertThat(count("SELECT count(*) FROM node WHERE ended_at IS NULL OR lost"))
                .isZero();
        assertThat(count("SELECT count(*) FROM batch_step_execution WHERE status <> 'COMPLETED'"))
                .isZero();
    }

    @Test
    void a_node_that_leaves_in_the_middle_gives_its_partitions_to_the_others() throws Exception {
        try (TestNode first = TestNode.of(town)) {
            CompletableFuture<RunReport> run;
            try (TestNode second = TestNode.of(town)) {
                run = CompletableFuture.supplyAsync(() -> first.allocate(FIRST_OF_NOVEMBER, NOW, new StopSignal()));
                TestNode.until(() -> workers().contains(second.id()));
            }
            endsAsUndisturbed(run.join());
        }
    }

    @Test
    void a_stopped_run_stops_everywhere_and_goes_on_later() throws Exception {
        try (TestNode first = TestNode.of(town);
                TestNode second = TestNode.of(town)) {
            StopSignal stop = new StopSignal();
            CompletableFuture<RunReport> run =
                    CompletableFuture.supplyAsync(() -> first.allocate(FIRST_OF_NOVEMBER, NOW, stop));
            TestNode.until(() -> workers().contains(second.id()));
            stop.request();
            RunReport stopped = run.join();
            assertThat(stopped.status()).isEqualTo("STOPPED");
            assertThat(count("SELECT count(*) FROM run_partition WHERE node_id IS NOT NULL AND next_id <= last_id"))
                    .isZero();
            RunReport rest = second.restart(stopped.run());
            assertThat(rest.status()).isEqualTo("COMPLETED");
            endsAsUndisturbed(rest);
        }
    }

    @Test
    void a_node_that_loses_the_database_in_the_middle_does_no_harm_and_joins_under_a_new_id() throws Exception {
        try (TestNode first = TestNode.of(town);
                TestNode second = TestNode.of(town)) {
            String cutOff = second.id();
            CompletableFuture<RunReport> run =
                    CompletableFuture.supplyAsync(() -> first.allocate(FIRST_OF_NOVEMBER, NOW, new StopSignal()));
            TestNode.until(() -> workers().contains(cutOff));
            assertThat(count("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND application_name LIKE '%" + cutOff + "'"))
                    .isPositive();
            endsAsUndisturbed(run.join());
            TestNode.until(() ->
                    second.cluster().nodeId().filter(id -> !id.equals(cutOff)).isPresent());
        }
    }

    @Test
    void a_partition_that_is_offered_many_times_is_done_once() throws Exception {
        try (TestNode first = TestNode.of(town);
                TestNode second = TestNode.of(town)) {
            CompletableFuture<RunReport> run =
                    CompletableFuture.supplyAsync(() -> first.allocate(FIRST_OF_NOVEMBER, NOW, new StopSignal()));
            TestNode.until(() -> !workers().isEmpty());
            CurrentRun offered =
                    new CurrentRun(1, 1, Instant.parse(NOW), town.request(FIRST_OF_NOVEMBER, NOW), new StopSignal());
            while (!run.isDone()) {
                for (int number = 1; number <= 4; number++) {
                    second.cluster().here().offers().offer(offered, number);
                }
            }
            endsAsUndisturbed(run.join());
        }
    }

    @Test
    void a_wake_comes_at_its_time_on_some_node_and_a_new_time_replaces_the_old_one() throws Exception {
        try (TestNode first = TestNode.of(town);
                TestNode second = TestNode.of(town)) {
            first.cluster().wakeAt("slots", Instant.now().plusSeconds(3_600));
            second.cluster().wakeAt("slots", Instant.now().minusSeconds(60));
            second.cluster().wakeAt("forgotten", Instant.now().plusSeconds(3_600));
            first.cluster().forgetWake("forgotten");
            TestNode.until(() -> first.wakes().size() + second.wakes().size() > 0);
            assertThat(Stream.concat(first.wakes().stream(), second.wakes().stream()))
                    .containsOnly("slots");
            assertThat(count("SELECT count(*) FROM qrtz_triggers WHERE job_name = 'forgotten'"))
                    .isZero();
        }
    }

    private List<String> workers() {
        return town.client()
                .sql("SELECT DISTINCT node_id FROM run_partition WHERE node_id IS NOT NULL")
                .query(String.class)
                .list();
    }

    private void endsAsUndisturbed(RunReport report) {
        assertThat(report.figures()).isEqualTo(figures);
        assertThat(town.fingerprint()).isEqualTo(fingerprint);
        town.keepsItsInvariants();
    }

    private long count(String sql) {
        return town.client().sql(sql).query(Long.class).single();
    }
}
