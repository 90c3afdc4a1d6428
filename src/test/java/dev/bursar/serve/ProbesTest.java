package dev.bursar.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.database.TestDatabase;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a node answers over HTTP. One node serves all tests, which leave it as they found it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProbesTest {
    private static final List<String> PARTS =
            List.of("database", "schema", "quartz", "manifests", "node", "clock", "service");

    private final TestDatabase database = TestDatabase.migrated();
    private NodeProcess node;

    @BeforeAll
    void start() {
        node = NodeProcess.start(database.variables(Map.of(Setting.ROLLOVER_ENABLED, "false")))
                .awaitReady();
    }

    @AfterAll
    void end() {
        node.close();
        database.close();
    }

    @Test
    void it_is_alive_and_ready_in_every_part() {
        assertThat(node.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = node.get("/actuator/health/readiness");
        assertThat(ready.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(ready.body()).startsWith("{\"status\":\"UP\"");
        assertThat(PARTS)
                .allSatisfy(part -> assertThat(node.part(part).path("status").stringValue())
                        .as(part)
                        .isEqualTo("UP"));
    }

    @Test
    void other_paths_are_unknown_and_nothing_can_be_changed() {
        assertThat(node.get("/").statusCode()).isEqualTo(404);
        assertThat(node.get("/actuator/health/liveness/").statusCode()).isEqualTo(404);
        assertThat(node.get("/actuator/health").body()).contains("/actuator/prometheus");
        HttpResponse<String> refused = node.ask("POST", "/actuator/health/liveness");
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).hasValue("GET, HEAD");
        HttpResponse<String> head = node.ask("HEAD", "/actuator/prometheus");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void prometheus_reads_the_figures_of_the_node_and_of_all_nodes() {
        Await.until(
                "figures are read",
                () -> node.get("/actuator/prometheus").body().contains("bursar_nodes{state=\"alive\"} 1.0"));
        HttpResponse<String> figures = node.get("/actuator/prometheus");
        assertThat(figures.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(figures.body().lines())
                .contains(
                        "bursar_database_up 1.0",
                        "bursar_node_joined 1.0",
                        "bursar_nodes{state=\"alive\"} 1.0",
                        "bursar_maintenance 0.0",
                        "bursar_alerts_firing{severity=\"page\"} 0.0",
                        "bursar_due_intervals{job=\"allocation\",status=\"FAILED\"} 0.0",
                        "bursar_schedule_lag_seconds{job=\"allocation\"} 0.0",
                        "bursar_schedule_paused{job=\"allocation\"} 0.0")
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                .anyMatch(line -> line.startsWith("bursar_sweep_seconds_count "));
    }

    @Test
    void a_port_that_is_taken_is_exit_1_and_no_node_joins() throws Exception {
        String port = String.valueOf(node.get("/").uri().getPort());
        try (NodeProcess second = NodeProcess.start(database.variables(Map.of()), "serve", "--port", port)) {
            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.log()).contains("port " + port + " of 127.0.0.1 is taken", "--port");
        }
        assertThat(database.client()
                        .sql("SELECT count(*) FROM node")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_second_signal_ends_a_node_at_once_that_says_what_becomes_of_its_work() throws Exception {
        try (NodeProcess second = NodeProcess.start(
                        database.variables(Map.of(Setting.BURSAR_LOG, "error", Setting.ROLLOVER_ENABLED, "false")));
                Connection connection = database.database().connect()) {
            second.awaitReady();
            connection.setAutoCommit(false); // it cannot leave in order as long as its row is held
            connection.createStatement().execute("SELECT FROM node WHERE process_id = " + second.pid() + " FOR UPDATE");
            second.signal("TERM");
            Await.until("it has heard the first", () -> second.log().contains("stopping: "));
            second.signal("TERM");
            assertThat(second.exit()).isEqualTo(130);
            assertThat(second.log())
                    .as("and no line of its log, since errors alone were asked for")
                    .isEqualTo("""
                            stopping: runs end after the range in hand; once more ends at once
                            ended at once: ranges in hand are rolled back; another node goes on with them, or this one when it is back
                            """);
        }
        database.client()
                .sql("DELETE FROM node WHERE process_id <> ?")
                .param(node.pid())
                .update();
    }

    @Test
    void the_environments_switches_hold_for_the_host() {
        assertThat(database.client()
                        .sql("SELECT flag_value('shobeis_rollover_enabled', now())")
                        .query(String.class)
                        .single())
                .isEqualTo("false");
    }

    @Test
    void while_the_database_is_away_it_lives_is_not_ready_and_comes_back() {
        database.allowConnections(false);
        throwOutEverybody();
        Await.until(
                "it is not ready", () -> node.get("/actuator/health/readiness").statusCode() == 503);
        assertThat(node.part("database").path("mend").stringValue()).contains("bursar db status");
        assertThat(node.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        Await.until(
                "figures say so", () -> node.get("/actuator/prometheus").body().contains("bursar_database_up 0.0"));
        database.allowConnections(true);
        node.awaitReady();
        assertThat(node.log()).containsOnlyOnce("this node tries again").containsOnlyOnce("answers again");
    }

    private void throwOutEverybody() {
        database.client()
                .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()")
                .query()
                .listOfRows();
    }
}
