package dev.bursar.schedule;

import dev.bursar.flags.Maintenance;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Why the oldest interval of a job that waits is not started now. */
final class Obstacles {
    private final JdbcClient client;

    Obstacles(JdbcClient client) {
        this.client = client;
    }

    /** What holds up every schedule; empty if nothing does. */
    Optional<String> ofAll() {
        Maintenance.State maintenance = new Maintenance(client).state();
        return maintenance.active()
                ? Optional.of("waits for the end of maintenance"
                        + maintenance
                                .until()
                                .map(end -> " at " + end + " at the latest")
                                .orElse("") + ": "
                        + maintenance.reason().orElse("no reason was given"))
                : Optional.empty();
    }

    /** What holds up a schedule, whatever is due. */
    Optional<String> ofSchedule(ScheduleRow row) {
        return row.pause().map(pause -> "paused by " + pause.by() + ": " + pause.note());
    }

    /** By the server's clock: under a fixed business clock no wait would ever pass. */
    private boolean isToCome(Instant at) {
        return client.sql("SELECT ? > clock_timestamp()")
                .param(DueRows.inUtc(at))
                .query(Boolean.class)
                .single();
    }

    /** What holds up one interval whose schedule may go on. */
    Optional<String> ofInterval(Schedules.OfJob job, DueRow due, Instant now) {
        if (due.lastSlot().isAfter(now)) {
            return Optional.of("waits for " + due.lastSlot() + " to come again: the clock went back");
        }
        if (due.nextTry().filter(next -> next.isAfter(now)).isPresent()
                && due.nextTryReal().filter(this::isToCome).isPresent()) {
            return Optional.of(due.why().orElse("waits"));
        }
        return new Gates(client).shut(job.manifest().gates(), due.businessFor());
    }
}
