package dev.bursar.cli;

import dev.bursar.config.Settings;
import dev.bursar.fault.Fault;
import dev.bursar.schedule.Schedules;
import dev.bursar.schedule.Standing;
import dev.bursar.schedule.Standings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which schedules are in force, and whether they can be read. */
final class DoctorSchedules {
    private DoctorSchedules() {}

    /** How they stand in a database of this bursar's schema; only what somebody should know. */
    static List<DoctorFinding> standings(Settings settings, JdbcClient client) {
        List<DoctorFinding> findings = new ArrayList<>();
        try {
            new Standings(client)
                    .of(new Schedules(settings).all())
                    .forEach((job, standing) -> look(job, standing).ifPresent(findings::add));
        } catch (Fault malformed) {
            return List.of(); // findings(Settings) says so
        }
        return findings;
    }

    private static Optional<DoctorFinding> look(String job, Standing standing) {
        String check = "schedule of " + job + " now";
        String why = standing.why().orElse("");
        return switch (standing.state()) {
            case ODD -> Optional.of(DoctorFinding.wrong(check, why, "Bring all nodes to one version of bursar."));
            case LATE ->
                Optional.of(DoctorFinding.wrong(
                        check, "late: " + why, "See 'bursar schedule list' and 'bursar runs list --job " + job + "'."));
            case PAUSED ->
                Optional.of(DoctorFinding.note(check, why, "'bursar schedule resume " + job + "' lets it go on."));
            case WAITING -> Optional.of(DoctorFinding.note(check, why, "'bursar schedule list' shows it."));
            case NEW, ACTIVE, RUNNING -> Optional.empty();
        };
    }

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
