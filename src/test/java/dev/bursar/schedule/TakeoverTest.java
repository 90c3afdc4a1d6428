package dev.bursar.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with different versions of a manifest. */
class TakeoverTest {
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
    void who_has_another_manifest_than_a_living_node_starts_nothing_and_says_so() {
        timetable.goesBy(Timetable.manifest(folder, "workers: 2", "workers: 3"));
        assertThat(timetable.tick()).isEmpty();
        assertThat(timetable.dues()).isEmpty();
        assertThat(timetable.standing().state()).isEqualTo(Standing.State.ODD);
        assertThat(timetable.standing().why().orElseThrow())
                .startsWith("this bursar's manifest of allocation (")
                .contains(") is not the one in force (")
                .endsWith("by which another node works; it starts nothing of this job. Bring all nodes to one version");
    }

    @Test
    void another_manifest_takes_over_once_no_process_goes_by_the_old_one() {
        timetable.goesBy(Timetable.manifest(folder, "workers: 2", "workers: 3"));
        timetable.ages();
        assertThat(timetable.tick()).containsExactly("2026-10-30 DONE");
        assertThat(timetable.sql("SELECT note FROM schedule_event WHERE kind = 'took-over'"))
                .singleElement()
                .asString()
                .contains("decides from now on, no longer");
        assertThat(timetable.standing().state()).isEqualTo(Standing.State.ACTIVE);
    }

    @Test
    void a_newer_bursar_takes_over_at_once_and_an_older_one_does_not() {
        Schedules.OfJob job = timetable.schedules().of("allocation");
        assertThat(new Takeover("1.10.0").isOdd(job, other("1.9.2"))).isFalse();
        assertThat(new Takeover("1.9.2").isOdd(job, other("1.10.0"))).isTrue();
        assertThat(new Takeover("1.9.2").isOdd(job, other("1.9.2"))).isTrue();
        assertThat(new Takeover("1.9.2-SNAPSHOT").isOdd(job, other("1.9.2"))).isTrue();
    }

    private static ScheduleRow other(String version) {
        return new ScheduleRow("allocation", Instant.EPOCH, Optional.empty(), "another", version, true);
    }
}
