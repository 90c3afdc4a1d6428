package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One wake after the other, at whatever time the desk's clock shows. */
class ScheduleTickTest {
    @TempDir
    Path folder;

    @AutoClose
    Desk desk;

    @BeforeEach
    void seed() {
        desk = new Desk(folder);
        desk.hasSubscriber("ada", "pro", "2026-10-01");
        desk.isAt("2026-10-30T20:00:30Z");
        tick();
    }

    @Test
    void nothing_is_due_between_slots() {
        assertThat(tick()).isEmpty();
        assertThat(desk.bursar("schedule", "tick").stdout()).isEqualTo("nothing is due\n");
    }

    @Test
    void schedules_that_are_held_up_are_not_said_to_have_nothing_due() {
        desk.bursar("schedule", "pause", "allocation", "--note", "prices");
        desk.isAt("2026-10-31T08:30:00Z");
        desk.bursar("maintenance", "on", "--reason", "moving");
        assertThat(desk.bursar("schedule", "tick").stdout()).isEqualTo("""
                nothing was started
                  allocation: paused by %s: prices
                  reconciliation: waits for the end of maintenance: moving
                  shadow: waits for the end of maintenance: moving
                """.formatted(System.getProperty("user.name")));
        assertThat(desk.bursar("schedule", "tick", "-o", "json").stdout()).isEqualTo("[]\n");
    }

    @Test
    void a_slot_that_has_passed_is_started_once() {
        desk.isAt("2026-10-30T20:05:00Z");
        assertThat(tick()).containsExactly("allocation for 2026-10-30: DONE");
        assertThat(tick()).isEmpty();
        assertThat(runs()).containsExactly("2026-10-30 COMPLETED, 1 start");
    }

    @Test
    void after_a_night_yesterday_and_today_start_once_each_oldest_first() {
        desk.isAt("2026-10-31T08:30:00Z");
        assertThat(tick())
                .containsExactly(
                        "allocation for 2026-10-30: DONE",
                        "allocation for 2026-10-31: DONE",
                        "reconciliation for 2026-10-30: DONE",
                        "shadow for 2026-10-30: DONE");
        assertThat(runs()).containsExactly("2026-10-30 COMPLETED, 1 start", "2026-10-31 COMPLETED, 1 start");
        assertThat(
                        desk.sql(
                                "SELECT business_for || ' ' || slots FROM due_interval WHERE job = 'allocation' ORDER BY slot_at"))
                .containsExactly("2026-10-30 4", "2026-10-31 9");
    }

    private List<String> tick() {
        CommandLineRun run = desk.bursar("schedule", "tick", "-o", "json");
        assertThat(run.exit()).as(run.stderr()).isZero();
        return run.json()
                .valueStream()
                .map(line ->
                        line.get("job").asString() + " for " + line.get("for").asString() + ": "
                                + line.get("outcome").asString())
                .toList();
    }

    private List<String> runs() {
        return desk.sql(
                "SELECT business_for || ' ' || status || ', ' || starts || CASE starts WHEN 1 THEN ' start' ELSE ' starts' END"
                        + " FROM run WHERE job = 'allocation' ORDER BY id");
    }
}
