package dev.bursar.cli;

import dev.bursar.config.Settings;
import dev.bursar.fault.Fault;
import dev.bursar.schedule.Schedules;
import java.util.List;

/** Which schedules are in force, and whether they can be read. */
final class DoctorSchedules {
    private DoctorSchedules() {}

    static List<DoctorFinding> findings(Settings settings) {
        try {
            return new Schedules(settings)
                    .all().stream()
                            .map(job -> DoctorFinding.well(
                                    "schedule of " + job.job(),
                                    "\"" + job.schedule().cron() + "\" in "
                                            + job.schedule().zone() + ", set by " + job.source()))
                            .toList();
        } catch (Fault malformed) {
            return List.of(DoctorFinding.wrong("schedules", malformed.getMessage(), malformed.hint()));
        }
    }
}
