package dev.bursar.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestServer;
import dev.bursar.operations.Town;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Two nodes share a run of 20,000 customers, and their database is killed and started again. */
@Order(1)
class LostDatabaseTest {
    @AutoClose
    private final Town undisturbed = Town.of(20_000, TestServer.MORTAL);

    @AutoClose
    private final Town town = undisturbed.twin();

    @Test
    void a_run_goes_on_and_completes_when_its_database_is_back() throws Exception {
        try (ManyNodes nodes = ManyNodes.of(town, 2)) {
            nodes.begin();
            TestServer.MORTAL.kill();
            nodes.nodes().forEach(node -> {
                Await.until(
                        "it is not ready",
                        () -> node.get("/actuator/health/readiness").statusCode() == 503);
                assertThat(node.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            });
            town.database().database().close();
            undisturbed.database().database().close();
            TestServer.MORTAL.startAgain();
            nodes.nodes().forEach(NodeProcess::awaitReady);
            nodes.awaitEnd();
            nodes.endsAs(undisturbed);
            assertThat(nodes.nodes()).allMatch(NodeProcess::isAlive);
            assertThat(nodes.number("SELECT count(*) FROM node WHERE ended_at IS NOT NULL AND successor_id IS NULL"))
                    .as("nodes that are back are not counted as lost")
                    .isZero();
            assertThat(nodes.nodes())
                    .allSatisfy(node -> assertThat(node.log())
                            .contains(" gives its work to the others: the database")
                            .doesNotContain("SQL [", "SELECT ", "UPDATE "));
        }
    }
}
