package dev.bursar.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several wakes at once, and wakes whose process dies. */
class ClaimsTest {
    /** Ends a wake as kill -9 does: nothing is written down any more. */
    private static final class Killed extends Error {}

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
    void a_second_wake_leaves_what_the_first_has_taken_up() {
        timetable.beforeNextStart(() -> assertThat(timetable.tick()).containsExactly("2026-10-30 RUNNING"));
        assertThat(timetable.tick()).containsExactly("2026-10-30 DONE");
        assertThat(timetable.runs()).containsExactly("2026-10-30 COMPLETED 1");
    }

    @Test
    void two_wakes_at_once_start_every_interval_once() throws Exception {
        timetable.isAt("2026-11-02T20:05:00Z");
        List<CompletableFuture<List<String>>> wakes =
                List.of(CompletableFuture.supplyAsync(timetable::tick), CompletableFuture.supplyAsync(timetable::tick));
        for (CompletableFuture<List<String>> wake : wakes) {
            var _ = wake.get(2, TimeUnit.MINUTES);
        }
        var _ = timetable.tick();
        assertThat(timetable.runs())
                .containsExactly(
                        "2026-10-30 COMPLETED 1",
                        "2026-10-31 COMPLETED 1",
                        "2026-11-01 COMPLETED 1",
                        "2026-11-02 COMPLETED 1");
        assertThat(timetable.dues())
                .containsExactly("2026-10-30 DONE", "2026-10-31 DONE", "2026-11-01 DONE", "2026-11-02 DONE");
    }

    @Test
    void what_a_dead_process_had_taken_up_goes_on_with_the_next_wake() {
        timetable.beforeNextStart(() -> {
            throw new Killed();
        });
        assertThatThrownBy(timetable::tick).isInstanceOf(Killed.class);
        assertThat(timetable.dues()).containsExactly("2026-10-30 RUNNING");
        assertThat(timetable.tick()).containsExactly("2026-10-30 WAITING", "2026-10-30 DONE");
        assertThat(timetable.runs()).containsExactly("2026-10-30 COMPLETED 1");
        assertThat(timetable.sql("SELECT note FROM schedule_event WHERE kind = 'interrupted'"))
                .containsExactly("goes on: whoever took it up ended before its run began");
    }

    @Test
    void a_run_whose_end_nobody_wrote_down_is_not_done_again() {
        timetable.beforeNextStart(() -> {
            timetable.change("UPDATE schedule SET paused_at = now(), paused_by = 'eve', paused_note = 'look'");
            throw new Killed();
        });
        assertThatThrownBy(timetable::tick).isInstanceOf(Killed.class);
        assertThat(timetable.allocate("2026-10-30").isStopped()).isFalse();
        assertThat(timetable.tick()).containsExactly("2026-10-30 DONE");
        assertThat(timetable.runs()).containsExactly("2026-10-30 COMPLETED 1");
    }

    @Test
    void who_is_frozen_before_its_run_began_is_given_up_after_half_a_minute() {
        timetable.beforeNextStart(() -> {
            timetable.change("UPDATE due_interval SET claimed_at = claimed_at - interval '31 seconds'");
            assertThat(timetable.tick()).containsExactly("2026-10-30 WAITING", "2026-10-30 DONE");
        });
        assertThat(timetable.tick()).containsExactly("2026-10-30 DONE");
        assertThat(timetable.dues()).containsExactly("2026-10-30 DONE");
    }

    @Test
    void a_run_by_hand_since_the_slot_does_what_waits() {
        timetable.change("UPDATE schedule SET paused_at = now(), paused_by = 'eve', paused_note = 'look'");
        assertThat(timetable.isAt("2026-10-30T20:30:00Z").allocate("2026-10-30").isStopped())
                .isFalse();
        timetable.change("UPDATE schedule SET paused_at = NULL, paused_by = NULL, paused_note = NULL");
        assertThat(timetable.tick()).isEmpty();
        assertThat(timetable.dues()).containsExactly("2026-10-30 DONE");
        assertThat(timetable.runs()).containsExactly("2026-10-30 COMPLETED 1");
    }

    @Test
    void a_slot_that_comes_while_its_interval_is_at_work_is_skipped_or_waits_as_the_manifest_says() {
        timetable.beforeNextStart(
                () -> assertThat(timetable.isAt("2026-10-30T21:05:00Z").tick())
                        .containsExactly("2026-10-30 SKIPPED", "2026-10-30 RUNNING"));
        assertThat(timetable.tick()).contains("2026-10-30 DONE");
        assertThat(timetable.dues()).containsExactly("2026-10-30 DONE", "2026-10-30 SKIPPED");

        timetable.goesBy(Timetable.manifest(folder, "overlap: skip", "overlap: wait"));
        timetable.ages();
        timetable.isAt("2026-10-30T22:05:00Z");
        timetable.beforeNextStart(
                () -> assertThat(timetable.isAt("2026-10-30T23:05:00Z").tick()).containsExactly("2026-10-30 RUNNING"));
        assertThat(timetable.tick()).startsWith("2026-10-30 DONE");
        assertThat(timetable.tick()).containsExactly("2026-10-30 DONE");
    }

    @Test
    void a_slot_for_another_interval_waits_whatever_is_at_work() {
        timetable.beforeNextStart(
                () -> assertThat(timetable.isAt("2026-10-31T00:05:00Z").tick())
                        .containsExactly("2026-10-30 SKIPPED", "2026-10-30 RUNNING"));
        assertThat(timetable.tick()).startsWith("2026-10-30 DONE");
        assertThat(timetable.tick()).containsExactly("2026-10-31 DONE");
    }
}
