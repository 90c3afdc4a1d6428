package dev.bursar.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.database.Database;
import dev.bursar.database.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Metrics that need more than a row: what waits, who lives, who is slow. */
class MetricsTest {
    @Test
    void an_interval_that_waits_is_told_of_unless_it_waits_on_purpose() {
        try (TestDatabase test = TestDatabase.migrated()) {
            test.client().sql("""
                            INSERT INTO schedule (job, watermark_at, manifest_sha256, bursar_version) VALUES ('allocation', now(), '', '')
                            """).update();
            test.client().sql("""
                            INSERT INTO due_interval (job, business_for, slot_at, last_slot_at)
                            VALUES ('allocation', '2026-11-01', now() - interval '7201 seconds', now())
                            """).update();
            assertThat(value(test, "waiting-intervals")).startsWith("allocation 720");
            test.client()
                    .sql("UPDATE schedule SET paused_at = now(), paused_by = 'ada', paused_note = 'on purpose'")
                    .update();
            assertThat(value(test, "waiting-intervals")).isEmpty();
        }
    }

    @Test
    void a_node_that_is_alive_is_told_of_when_its_clock_is_off() {
        try (TestDatabase test = TestDatabase.migrated()) {
            test.client()
                    .sql(
                            "INSERT INTO node (id, host, process_id, version, manifests, clock_skew_millis) VALUES ('n1', 'babbage', 1, '', '{}', -2500)")
                    .update();
            assertThat(value(test, "clock-skew")).as("it is not alive").isEmpty();
            var _ = test.client()
                    .sql("SELECT pg_advisory_lock(hashtextextended('bursar.node.n1', 0))::text")
                    .query(String.class)
                    .single();
            assertThat(value(test, "clock-skew")).isEqualTo("babbage 2.500");
        }
    }

    @Test
    void sessions_that_wait_for_a_statement_are_seen_but_not_bursars_own() throws Exception {
        try (TestDatabase test = TestDatabase.migrated();
                Database host = test.open(Map.of());
                Database run = test.open(Map.of())) {
            for (var each : List.of(Map.entry(host, "webshop"), Map.entry(run, "bursar run 7/1"))) {
                var _ = each.getKey()
                        .client()
                        .sql("SELECT set_config('application_name', ?, false)")
                        .param(each.getValue())
                        .query(String.class)
                        .single();
            }
            Thread slow = Thread.startVirtualThread(() -> assertThatThrownBy(() -> host.client()
                            .sql("SELECT pg_sleep(60)::text")
                            .query(String.class)
                            .single())
                    .hasMessageContaining("terminating connection"));
            run.inTransaction(client -> {
                client.sql("SELECT 1").query(Integer.class).single();
                awaits(test, "slow-queries", "1");
                awaits(test, "stalled-runs", "bursar run 7/1 [1-9]");
                return true;
            });
            var _ = test.client()
                    .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND application_name = 'webshop'")
                    .query(Boolean.class)
                    .list();
            slow.join();
        }
    }

    /** Reads a metric until it is as it should be, for at most 20 seconds. */
    private static void awaits(TestDatabase test, String metric, String pattern) {
        long end = System.nanoTime() + 20_000_000_000L;
        String last = "";
        while (System.nanoTime() < end) {
            last = value(test, metric);
            if (last.matches("(" + pattern + ").*")) {
                return;
            }
            Thread.onSpinWait();
        }
        assertThat(last).as(metric).matches(pattern);
    }

    /** What a metric returns over its last five minutes, a label and a number in each row. */
    private static String value(TestDatabase test, String metric) {
        Figure figure = Figure.of(Metric.find(metric).orElseThrow());
        return String.join(
                "\n",
                test.client()
                        .sql(
                                "SELECT array_to_string(ARRAY(SELECT json_array_elements_text(alert_figure(:query, interval '5 minutes'))), ' ')")
                        .param("query", figure.parameterized())
                        .query(String.class)
                        .list());
    }
}
