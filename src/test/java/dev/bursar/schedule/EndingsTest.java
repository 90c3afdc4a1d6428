package dev.bursar.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an interval whose start did not end well. */
class EndingsTest {
    @TempDir
    Path folder;

    @AutoClose
    Timetable timetable;

    @BeforeEach
    void plan() {
        timetable = Timetable.of(folder);
        timetable.isAt("2026-10-30T20:05:00Z");
    }

    @Test
    void a_fault_that_can_pass_is_tried_again_each_time_after_a_longer_wait() {
        timetable.nextStartsFail(Faults.ofDatabase(), Faults.ofDatabase(), Faults.ofDatabase(), Faults.ofDatabase());
        assertThat(timetable.outcomes().getFirst().why())
                .hasValue("waits until 2026-10-30T20:05:30Z to try again, 1 of 3: the database is away");
        assertThat(timetable.isAt("2026-10-30T20:05:29Z").tick()).containsExactly("2026-10-30 WAITING");
        assertThat(timetable.isAt("2026-10-30T20:05:30Z").outcomes().getFirst().why())
                .hasValue("waits until 2026-10-30T20:07:30Z to try again, 2 of 3: the database is away");
        assertThat(timetable.isAt("2026-10-30T20:07:30Z").outcomes().getFirst().why())
                .hasValue("waits until 2026-10-30T20:15:30Z to try again, 3 of 3: the database is away");
        assertThat(timetable.alerts()).isEmpty();
        assertThat(timetable.isAt("2026-10-30T20:15:30Z").outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.why()).hasValue("the database is away"));
        assertThat(timetable.dues()).containsExactly("2026-10-30 FAILED");
        assertThat(timetable.alerts()).containsExactly("failed:allocation:2026-10-30 page");
        assertThat(timetable.sql("SELECT kind || ': ' || note FROM schedule_event WHERE kind = 'failed'"))
                .containsExactly("failed: the database is away");
    }

    @Test
    void a_fault_that_cannot_pass_is_final_and_the_schedule_goes_on() {
        timetable.nextStartsFail(Faults.ofDisk());
        assertThat(timetable.isAt("2026-10-31T00:05:00Z").tick())
                .containsExactly("2026-10-30 FAILED", "2026-10-31 DONE");
        assertThat(timetable.dues()).containsExactly("2026-10-30 FAILED", "2026-10-31 DONE");
    }

    @Test
    void a_job_may_ask_to_be_paused_after_a_failure() {
        timetable.goesBy(Timetable.manifest(folder, "deadline-minutes", "on-failure: pause\ndeadline-minutes"));
        timetable.ages();
        timetable.nextStartsFail(Faults.ofDisk());
        assertThat(timetable.isAt("2026-10-31T00:05:00Z").tick())
                .containsExactly("2026-10-30 FAILED", "2026-10-31 WAITING");
        assertThat(timetable.standing().state()).isEqualTo(Standing.State.PAUSED);
        assertThat(timetable.standing().why()).hasValue("paused by bursar: 2026-10-30 failed: the disk is full");
        assertThat(timetable.isAt("2026-10-31T03:00:00Z").tick()).containsExactly("2026-10-31 WAITING");
    }

    @Test
    void a_failed_interval_is_made_good_by_a_run_that_was_completed_since() {
        timetable.change("ALTER TABLE customer RENAME TO elsewhere");
        assertThat(timetable.tick()).containsExactly("2026-10-30 FAILED");
        assertThat(timetable.dues()).containsExactly("2026-10-30 FAILED");
        assertThat(timetable.alerts()).containsExactly("failed:allocation:2026-10-30 page");
        timetable.change("ALTER TABLE elsewhere RENAME TO customer");
        assertThat(timetable.isAt("2026-10-30T21:05:00Z").tick()).containsExactly("2026-10-30 DONE", "2026-10-30 DONE");
        assertThat(timetable.dues()).containsExactly("2026-10-30 DONE", "2026-10-30 DONE");
        assertThat(timetable.alerts()).isEmpty();
        assertThat(timetable.sql("SELECT note FROM schedule_event WHERE kind = 'made-good'"))
                .containsExactly("run 1 was completed since");
    }

    @Test
    void a_job_that_is_at_work_for_somebody_else_is_waited_for() {
        timetable.nextStartsFail(Faults.busy());
        assertThat(timetable.outcomes())
                .extracting(outcome -> outcome.why().orElse(""))
                .containsOnly("waits for the job to be free: run 7 has been at work since noon");
        assertThat(timetable.sql("SELECT tries FROM due_interval")).containsExactly("0");
        assertThat(timetable.isAt("2026-10-30T20:05:05Z").tick()).containsExactly("2026-10-30 DONE");
    }

    @Test
    void a_deadline_that_passes_is_told_once_and_taken_back_when_the_interval_is_done() {
        timetable.nextStartsFail(Faults.busy(), Faults.busy());
        var _ = timetable.tick();
        var _ = timetable.isAt("2026-10-30T20:50:01Z").tick();
        assertThat(timetable.alerts()).containsExactly("deadline-missed:allocation:2026-10-30 page");
        assertThat(timetable.standing().state()).isEqualTo(Standing.State.LATE);
        assertThat(timetable.standing().lag()).hasSeconds(45 * 60 + 1);
        assertThat(timetable.sql("SELECT times FROM alert")).containsExactly("1");
        assertThat(timetable.isAt("2026-10-30T20:50:07Z").tick()).containsExactly("2026-10-30 DONE");
        assertThat(timetable.alerts()).isEmpty();
        assertThat(timetable.sql("SELECT note FROM schedule_event WHERE kind = 'late'"))
                .containsExactly("2026-10-30 was due at 2026-10-30T20:05:00Z and not done 45 minutes later");
    }

    @Test
    void a_wait_before_another_try_passes_by_the_server_s_clock_too_when_business_time_stands_still() {
        timetable.nextStartsFail(Faults.busy());
        var _ = timetable.tick();
        assertThat(timetable.tick()).containsExactly("2026-10-30 WAITING");
        timetable.change("UPDATE due_interval SET next_try_real_at = clock_timestamp() - interval '1 millisecond'");
        assertThat(timetable.tick()).containsExactly("2026-10-30 DONE");
    }

    @Test
    void what_maintenance_held_up_is_late_only_if_it_is_not_done_in_time_after_its_end() {
        timetable.change(
                "INSERT INTO maintenance_change (active, reason, since, until, effective_at, actor)"
                        + " VALUES (true, 'moving', '2026-10-30T20:04:00Z', '2026-10-31T02:00:00Z', '2026-10-30T20:04:00Z', 'ada')");
        var _ = timetable.isAt("2026-10-31T01:59:59Z").tick();
        timetable.nextStartsFail(Faults.busy(), Faults.busy(), Faults.busy(), Faults.busy());
        var _ = timetable.isAt("2026-10-31T02:00:00Z").tick();
        var _ = timetable.isAt("2026-10-31T02:44:59Z").tick();
        assertThat(timetable.alerts()).isEmpty();
        var _ = timetable.isAt("2026-10-31T02:45:01Z").tick();
        assertThat(timetable.alerts()).contains("deadline-missed:allocation:2026-10-30 page");
    }
}
