package dev.bursar.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.operations.Town;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Three nodes share a run of 20,000 customers, and one of them is lost, frozen or sent home. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class LostNodesTest {
    @AutoClose
    private final Town undisturbed = Town.of(20_000);

    @AutoClose
    private final Town town = undisturbed.twin();

    @AutoClose
    private ManyNodes nodes;

    @BeforeEach
    void start() throws SQLException {
        nodes = ManyNodes.of(town, 3);
        nodes.begin();
    }

    @Test
    void a_coordinator_that_is_killed_is_replaced_and_nothing_is_lost() throws Exception {
        NodeProcess lost = nodes.coordinator();
        lost.kill();
        nodes.awaitTakeover(lost);
        nodes.letEnd();
        nodes.endsAs(undisturbed);
        assertThat(
                        nodes.number(
                                "SELECT count(*) FROM run_start s JOIN run r ON r.id = s.run_id WHERE r.job = 'allocation' AND s.outcome = 'DIED'"))
                .isEqualTo(1);
        assertThat(nodes.number("SELECT count(*) FROM node WHERE lost")).isEqualTo(1);
    }

    @Test
    void a_worker_that_is_killed_has_its_partitions_finished_by_the_others() throws Exception {
        NodeProcess lost = nodes.worker();
        lost.kill();
        nodes.letEnd();
        nodes.endsAs(undisturbed);
        assertThat(nodes.number("SELECT starts FROM run WHERE job = 'allocation'"))
                .as("starts of the run")
                .isEqualTo(1);
    }

    @Test
    void a_frozen_coordinator_that_wakes_up_later_does_no_harm() throws Exception {
        NodeProcess zombie = nodes.coordinator();
        zombie.signal("STOP");
        nodes.awaitTakeover(zombie);
        zombie.signal("CONT");
        nodes.letEnd();
        nodes.endsAs(undisturbed);
        assertThat(
                        nodes.number(
                                "SELECT count(*) FROM run_start s JOIN run r ON r.id = s.run_id WHERE r.job = 'allocation' AND s.outcome = 'DIED'"))
                .isEqualTo(1);
        zombie.awaitReady(); // it has joined again, under another id
        assertThat(nodes.number("SELECT count(*) FROM node WHERE process_id = " + zombie.pid()))
                .isEqualTo(2);
    }

    @Test
    void a_coordinator_that_is_told_to_end_leaves_its_run_to_the_others() throws Exception {
        NodeProcess leaving = nodes.coordinator();
        leaving.signal("TERM");
        assertThat(leaving.exit()).isZero();
        nodes.awaitTakeover(leaving);
        nodes.letEnd();
        nodes.endsAs(undisturbed);
        assertThat(
                        nodes.number(
                                "SELECT count(*) FROM run_start s JOIN run r ON r.id = s.run_id WHERE r.job = 'allocation' AND s.outcome = 'STOPPED'"))
                .isEqualTo(1);
        assertThat(nodes.number("SELECT count(*) FROM node WHERE lost")).isZero();
    }
}
