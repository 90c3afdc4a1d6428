package dev.bursar.schedule;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes up the oldest interval of a job that waits: one at a time for each job, in order, by one process. */
final class Claims {
    private final Takeover takeover;
    private final Endings endings;

    Claims(Takeover takeover, Endings endings) {
        this.takeover = takeover;
        this.endings = endings;
    }

    static Instant businessNow(JdbcClient client) {
        return client.sql("SELECT business_now()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /** The next interval of the job, now ours; empty if nothing of it may be started. */
    Optional<Claim> next(Schedules.OfJob job, JdbcClient client) {
        ScheduleRow row = new ScheduleRows(client).lock(job.job());
        Obstacles obstacles = new Obstacles(client);
        DueRows dues = new DueRows(client);
        boolean isHeldUp = obstacles.ofAll().or(() -> obstacles.ofSchedule(row)).isPresent();
        if (isHeldUp || takeover.isOdd(job, row) || dues.atWork(job.job()).isPresent()) {
            return Optional.empty();
        }
        Instant now = businessNow(client);
        while (true) {
            Optional<DueRow> oldest = dues.oldestWaiting(job.job());
            Optional<RunOfInterval> covering = oldest.flatMap(due -> covering(due, client));
            if (covering.isPresent()) {
                endings.done(job, oldest.get(), covering.get(), client);
                continue;
            }
            return oldest.filter(due -> obstacles.ofInterval(job, due, now).isEmpty())
                    .map(due -> Claim.of(job, due, client));
        }
    }

    /** A run by hand, or one whose end nobody wrote down, that has done what the interval waits for. */
    private static Optional<RunOfInterval> covering(DueRow due, JdbcClient client) {
        return RunOfInterval.find(client, due.job(), due.businessFor()).filter(run -> run.covers(due.lastSlot()));
    }
}
