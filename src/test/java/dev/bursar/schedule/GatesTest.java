package dev.bursar.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.schedule.Manifest.Gate;
import dev.bursar.schedule.Neighbours.Neighbour;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for another job, and what could wait for ever. */
class GatesTest {
    private static final Map<String, Neighbour> JOBS = Map.of(
            "daily", new Neighbour(Interval.PREVIOUS_DAY, List.of("hourly")),
            "hourly", new Neighbour(Interval.DAY, List.of("self")),
            "monthly", new Neighbour(Interval.PREVIOUS_MONTH, List.of()));

    @TempDir
    Path folder;

    @AutoClose
    final Gated gated = new Gated();

    /** Made with the folder, which is there once the test begins. */
    private static final class Gated implements AutoCloseable {
        private Optional<Timetable> timetable = Optional.empty();

        Timetable on(Path folder, String gate) {
            timetable = Optional.of(Timetable.of(folder, "gates: []", "gates: [" + gate + "]"));
            return timetable.get().isAt("2026-10-30T20:05:00Z");
        }

        @Override
        public void close() {
            timetable.ifPresent(Timetable::close);
        }
    }

    @Test
    void an_interval_waits_until_the_other_job_is_clean_for_everybody_and_for_real() {
        Timetable timetable = gated.on(folder, "{job: reconciliation, on: same, must-be: clean}");
        assertThat(why(timetable)).isEqualTo("waits for reconciliation of 2026-10-30 to be clean");
        run(timetable, "all", 1, true, "COMPLETED", 0);
        run(timetable, "ada", 1, false, "COMPLETED", 0);
        assertThat(why(timetable)).isEqualTo("waits for reconciliation of 2026-10-30 to be clean");
        run(timetable, "all", 1, false, "FAILED", 0);
        assertThat(why(timetable)).isEqualTo("waits for reconciliation of 2026-10-30 to be clean (run 3 failed)");
        timetable.change("UPDATE run SET status = 'COMPLETED', findings = 2 WHERE id = 3");
        assertThat(why(timetable))
                .isEqualTo("waits for reconciliation of 2026-10-30 to be clean (run 3 has 2 findings)");
        assertThat(timetable.standing().state()).isEqualTo(Standing.State.WAITING);
        timetable.change("UPDATE run SET findings = 0 WHERE id = 3");
        assertThat(timetable.tick()).containsExactly("2026-10-30 DONE");
    }

    @Test
    void where_completed_is_enough_findings_do_not_matter_and_the_last_attempt_counts() {
        Timetable timetable = gated.on(folder, "{job: reconciliation}");
        run(timetable, "all", 1, false, "COMPLETED", 5);
        run(timetable, "all", 2, false, "RUNNING", 0);
        assertThat(why(timetable))
                .isEqualTo("waits for reconciliation of 2026-10-30 to be completed (run 2 is at work)");
        timetable.change("UPDATE run SET status = 'COMPLETED', findings = 7 WHERE id = 2");
        assertThat(timetable.tick()).containsExactly("2026-10-30 DONE");
    }

    @Test
    void what_waits_behind_a_gate_keeps_its_order() {
        Timetable timetable = gated.on(folder, "{job: reconciliation}").isAt("2026-10-31T00:05:00Z");
        assertThat(timetable.tick()).containsExactly("2026-10-30 WAITING");
        run(timetable, "all", 1, false, "COMPLETED", 0);
        timetable.change("UPDATE run SET business_for = '2026-10-31'");
        assertThat(timetable.tick()).containsExactly("2026-10-30 WAITING");
        timetable.change("UPDATE run SET attempt = 2");
        run(timetable, "all", 1, false, "COMPLETED", 0);
        assertThat(timetable.tick()).containsExactly("2026-10-30 DONE", "2026-10-31 DONE");
    }

    @Test
    void a_month_may_wait_for_its_last_day() {
        assertThat(Gates.intervalOf(new Gate("daily", "last-day", "clean"), "2028-02"))
                .isEqualTo("2028-02-29");
        assertThat(Gates.intervalOf(new Gate("daily", "last-day", "clean"), "2026-10-30"))
                .isEqualTo("2026-10-30");
        assertThat(Gates.intervalOf(new Gate("daily", "same", "clean"), "2026-10-30"))
                .isEqualTo("2026-10-30");
    }

    @Test
    void a_gate_that_can_never_open_is_objected_to() {
        assertThat(objection(Interval.MONTH, "daily", "same"))
                .hasValue(
                        "can never open: daily is for a day and self for a month, so no interval is the same; did you mean on: last-day?");
        assertThat(objection(Interval.DAY, "monthly", "same"))
                .hasValue("can never open: monthly is for a month and self for a day, so no interval is the same");
        assertThat(objection(Interval.MONTH, "monthly", "last-day"))
                .hasValue("can never open: monthly is for a month, which is no last day");
        assertThat(objection(Interval.DAY, "daily", "same"))
                .hasValue("can never open: self waits for daily, which waits for hourly, which waits for self");
        assertThat(objection(Interval.MONTH, "monthly", "same")).isEmpty();
        assertThat(objection(Interval.MONTH, "nobody", "same")).isEmpty();
    }

    private static Optional<String> objection(Interval interval, String job, String on) {
        return new Neighbours(name -> Optional.ofNullable(JOBS.get(name)))
                .objection("self", interval, new Gate(job, on, "clean"));
    }

    private static String why(Timetable timetable) {
        return timetable.outcomes().getFirst().why().orElse("");
    }

    private static void run(
            Timetable timetable, String scope, int attempt, boolean dryRun, String status, int findings) {
        timetable.change(
                "INSERT INTO run (job, business_for, scope, attempt, dry_run, status, findings, parameters, actor, host,"
                        + " process_id) VALUES ('reconciliation', '2026-10-30', '%s', %d, %b, '%s', %d, '{\"at\": \"2026-10-30T20:00:00Z\"}',"
                                .formatted(scope, attempt, dryRun, status, findings)
                        + " 'eve', 'desk', 1)");
    }
}
