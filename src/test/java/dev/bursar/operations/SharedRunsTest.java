package dev.bursar.operations;

import static dev.bursar.operations.Town.FIRST_OF_NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.run.Figures;
import dev.bursar.run.RunReport;
import dev.bursar.run.StopSignal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs whose partitions several nodes share, here nodes of one process. */
@Timeout(180)
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
