package dev.bursar.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which slots become due, and which never do. */
class SlotsTest {
    private static final String[] DAILY_IN_BERLIN = {
        "\"5 * * * *\"", "\"30 2 * * *\"", "zone: UTC", "zone: Europe/Berlin", "interval: day", "interval: previous-day"
    };

    @TempDir
    Path folder;

    @AutoClose
    @Nullable
    Timetable opened;

    @Test
    void a_job_that_was_never_seen_has_no_backlog_but_the_minute_under_way() {
        Timetable timetable = of(folder);
        assertThat(timetable.dues()).isEmpty();
        timetable.change("DELETE FROM schedule_event");
        timetable.change("DELETE FROM schedule");
        assertThat(timetable.isAt("2026-10-30T21:05:03Z").tick()).containsExactly("2026-10-30 DONE");
    }

    @Test
    void what_is_older_than_the_window_is_skipped_and_said() {
        Timetable timetable = of(folder, "window-days: 35", "window-days: 3");
        assertThat(timetable.isAt("2026-11-06T12:00:00Z").tick())
                .startsWith("2026-10-30 SKIPPED", "2026-10-31 SKIPPED", "2026-11-01 SKIPPED", "2026-11-02 SKIPPED")
                .endsWith("2026-11-03 DONE", "2026-11-04 DONE", "2026-11-05 DONE", "2026-11-06 DONE")
                .hasSize(8);
        assertThat(timetable.sql("SELECT note FROM schedule_event WHERE kind = 'skipped'"))
                .containsExactly(
                        "4 intervals from 2026-10-30 to 2026-11-02 are older than the window of 3 days; to do them all"
                                + " the same: bursar schedule catch-up allocation --from 2026-10-30 --to 2026-11-02");
    }

    @Test
    void a_clock_that_goes_back_moves_nothing_back_and_starts_nothing_twice() {
        Timetable timetable = of(folder);
        assertThat(timetable.isAt("2026-10-31T08:30:00Z").tick()).hasSize(2);
        assertThat(timetable.isAt("2026-10-30T22:30:00Z").tick()).isEmpty();
        assertThat(timetable.standing().watermark()).isEqualTo(Instant.parse("2026-10-31T08:30:00Z"));
        assertThat(timetable.isAt("2026-10-31T08:40:00Z").tick()).isEmpty();
        assertThat(timetable.isAt("2026-10-31T09:05:00Z").tick()).containsExactly("2026-10-31 DONE");
    }

    @Test
    void what_waits_while_the_clock_goes_back_waits_for_its_slot_to_come_again() {
        Timetable timetable = of(folder);
        timetable.nextStartsFail(Faults.ofDatabase());
        assertThat(timetable.isAt("2026-10-30T20:05:00Z").tick()).contains("2026-10-30 FAILED");
        assertThat(timetable.isAt("2026-10-30T19:50:00Z").outcomes().getLast().why())
                .hasValue("waits for 2026-10-30T20:05:00Z to come again: the clock went back");
        assertThat(timetable.isAt("2026-10-30T20:06:00Z").tick()).containsExactly("2026-10-30 DONE");
    }

    @Test
    void a_long_time_down_is_taken_up_in_steps_and_loses_nothing() {
        Timetable timetable = of(folder, "\"5 * * * *\"", "\"*/30 * * * * ?\"");
        assertThat(timetable.isAt("2026-11-08T12:00:00Z").tick()).hasSize(10);
        assertThat(timetable.sql("SELECT sum(slots) FROM due_interval")).containsExactly("24961");
        assertThat(timetable.standing().watermark()).isEqualTo(Instant.parse("2026-11-08T12:00:00Z"));
    }

    @Test
    void a_fixed_hour_that_a_clock_change_leaves_out_is_due_once_that_day() {
        Timetable timetable = of(folder, DAILY_IN_BERLIN);
        timetable.change("UPDATE schedule SET watermark_at = '2027-03-27T12:00:00Z'");
        assertThat(timetable.isAt("2027-03-28T00:59:59Z").tick()).isEmpty();
        assertThat(timetable.isAt("2027-03-28T01:00:00Z").tick()).containsExactly("2027-03-27 DONE");
        assertThat(timetable.isAt("2027-03-28T12:00:00Z").tick()).isEmpty();
        assertThat(timetable.isAt("2027-03-29T00:30:00Z").tick()).containsExactly("2027-03-28 DONE");
    }

    @Test
    void a_fixed_hour_that_comes_twice_is_due_once_that_day() {
        Timetable timetable = of(folder, DAILY_IN_BERLIN);
        timetable.change("UPDATE schedule SET watermark_at = '2027-10-30T12:00:00Z'");
        assertThat(timetable.isAt("2027-10-31T00:30:00Z").tick()).containsExactly("2027-10-30 DONE");
        assertThat(timetable.isAt("2027-10-31T01:30:00Z").tick()).isEmpty();
        assertThat(timetable.isAt("2027-11-01T01:30:00Z").tick()).containsExactly("2027-10-31 DONE");
    }

    private Timetable of(Path folder, String... goodAndBad) {
        Timetable timetable = Timetable.of(folder, goodAndBad);
        opened = timetable;
        return timetable;
    }
}
