package dev.bursar.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.run.Figures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** kill -9 at random moments, and the same months allocated undisturbed on a copy of the town. */
@Order(1)
class KilledRunsTest {
    private static final int KILLS = 30;
    private static final String DONE = "SELECT coalesce(sum(done_ids), 0) FROM run_progress";

    /** Date of the run, and the instant at which it is made. */
    private static final Map<String, String> MONTHS = new TreeMap<>(Map.of(
            "2026-10-01", "2026-10-31T12:00:00Z",
            "2026-11-01", "2026-11-30T12:00:00Z",
            "2026-12-01", "2026-12-31T12:00:00Z"));

    private final Random random = new Random(20261101);

    @AutoClose
    private final Town undisturbed = Town.of(6_000);

    @AutoClose
    private final Town town = undisturbed.twin();

    private int kills;
    private int halfDone;

    @Test
    void thirty_kills_lose_nothing_and_grant_nothing_twice() throws Exception {
        for (Map.Entry<String, String> month : MONTHS.entrySet()) {
            int until = kills + KILLS / MONTHS.size();
            while (kills < until) {
                startAndKill(month.getKey(), month.getValue());
            }
            Figures whole =
                    undisturbed.allocate(month.getKey(), month.getValue()).figures();
            town.allocate(month.getKey(), month.getValue());
            assertThat(newestRun(town).figures()).as(month.getKey()).isEqualTo(whole);
        }
        assertThat(kills).isEqualTo(KILLS);
        assertThat(halfDone).as("kills that left a run half done").isPositive();
        town.keepsItsInvariants();
        assertThat(town.fingerprint()).isEqualTo(undisturbed.fingerprint());
        assertThat(number("SELECT count(*) FROM batch_job_execution WHERE status IN ('STARTING', 'STARTED')"))
                .as("executions that Spring Batch takes for running")
                .isZero();
    }

    /** At any moment from the claim on: before the first range, between two, within one, after the last. */
    private void startAndKill(String date, String now) throws InterruptedException {
        long startsBefore = number("SELECT coalesce(sum(starts), 0) FROM run");
        BursarProcess process = BursarProcess.start(town, now, "allocation", "run", "--date", date, "--workers", "2");
        while (process.isAlive() && number("SELECT coalesce(sum(starts), 0) FROM run") == startsBefore) {
            Thread.sleep(2);
        }
        boolean amidWork = random.nextInt(3) > 0;
        long doneBefore = number(DONE);
        while (process.isAlive() && amidWork && number(DONE) == doneBefore) {
            Thread.sleep(2);
        }
        Thread.sleep(random.nextInt(amidWork ? 300 : 1_000));
        if (process.isAlive()) {
            process.kill();
            kills++;
            halfDone +=
                    number("SELECT count(*) FROM run_progress WHERE done_ids > 0 AND done_ids < all_ids") > 0 ? 1 : 0;
        }
    }

    private long number(String sql) {
        return town.client().sql(sql).query(Long.class).single();
    }

    private static RunRow newestRun(Town town) {
        List<RunRow> runs = new RunControl(town.database().database()).list(Optional.empty(), 1);
        return runs.getFirst();
    }
}
