package dev.bursar.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How fast a run is said to be. */
class RunPaceTest {
    @AutoClose
    private final TestDatabase database = TestDatabase.migrated();

    @Test
    void what_earlier_starts_did_is_not_this_ones_pace() {
        long run = database.client()
                .sql("INSERT INTO run (job, business_for, status, parameters, actor, host, process_id)"
                        + " VALUES ('allocation', '2026-11-01', 'RUNNING', '{}', 'ada', 'vm', 1) RETURNING id")
                .query(Long.class)
                .single();
        database.client()
                .sql(
                        "INSERT INTO run_partition (run_id, number, first_id, last_id, next_id) VALUES (?, 0, 1, 23570, 4001)")
                .param(run)
                .update();
        Progress first = new RunPace(database.client(), run).measure();
        assertThat(first.done()).isEqualTo(4_000);
        assertThat(first.percent()).hasValue(16);
        assertThat(first.rate()).isZero();
        assertThat(first.left()).isEmpty();
    }
}
