package dev.bursar.schedule;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which of several versions of a manifest decides. The one in force gives way to that of a newer bursar, or to any other once
 * no process that goes by it has looked for a while. Whoever has another manifest meanwhile is odd, and starts nothing of that
 * job.
 */
final class Takeover {
    private final String version;

    /** @param version of this bursar */
    Takeover(String version) {
        this.version = version;
    }

    /** Whether this process goes by another manifest than the one in force, and has to leave the job alone. */
    boolean isOdd(Schedules.OfJob job, ScheduleRow row) {
        return differs(job, row) && !mayTakeOver(row);
    }

    /** Puts this process's manifest in force, where it may; inside a transaction. */
    void takeOver(Schedules.OfJob job, JdbcClient client) {
        ScheduleRow row = new ScheduleRows(client).lock(job.job());
        if (differs(job, row) && mayTakeOver(row)) {
            new ScheduleRows(client).takeOver(job);
            new Events(client)
                    .byBursar(
                            job.job(),
                            "took-over",
                            null,
                            null,
                            "the manifest " + job.file().sha256().substring(0, 12) + " of bursar " + version
                                    + " decides from now on, no longer "
                                    + row.manifestSha256().substring(0, 12) + " of bursar " + row.bursarVersion());
        }
    }

    /** Why a job is left alone, for a log and for operators. */
    static String words(Schedules.OfJob job, ScheduleRow row) {
        return "this bursar's manifest of " + job.job() + " ("
                + job.file().sha256().substring(0, 12)
                + ") is not the one in force (" + row.manifestSha256().substring(0, 12) + " of bursar "
                + row.bursarVersion() + "), by which another node works; it starts nothing of this job."
                + " Bring all nodes to one version";
    }

    static boolean differs(Schedules.OfJob job, ScheduleRow row) {
        return !job.file().sha256().equals(row.manifestSha256());
    }

    private boolean mayTakeOver(ScheduleRow row) {
        return !row.manifestIsAlive() || BursarVersion.isNewer(version, row.bursarVersion());
    }
}
