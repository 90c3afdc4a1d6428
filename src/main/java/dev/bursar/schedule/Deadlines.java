package dev.bursar.schedule;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells once of each interval that is not done by its deadline, whether or not its run ever ends. */
final class Deadlines {
    private final JdbcClient client;

    Deadlines(JdbcClient client) {
        this.client = client;
    }

    /** What waits was held up on purpose until then: its deadline counts from there, as after a pause. */
    private Optional<Instant> lastMaintenanceEnded() {
        return client.sql("""
                        SELECT ended FROM (
                            SELECT CASE WHEN active THEN until ELSE effective_at END AS ended FROM maintenance_change ORDER BY id DESC LIMIT 1) AS newest
                        WHERE ended <= business_now()
                        """).query(OffsetDateTime.class).optional().map(OffsetDateTime::toInstant);
    }

    /** Marks what is late since the last look, and tells of it; inside a transaction. What is paused is late on purpose. */
    void look(Map<String, Schedules.OfJob> jobs) {
        lastMaintenanceEnded()
                .ifPresent(ended -> jobs.values()
                        .forEach(job -> new DueRows(client)
                                .allowUntil(job.job(), ended.plus(job.manifest().deadline()))));
        List<DueRow> late = client.sql("""
                        UPDATE due_interval SET deadline_missed_at = business_now()
                        WHERE job IN (SELECT job FROM schedule WHERE paused_at IS NULL) AND job = ANY (?) AND status IN ('WAITING', 'RUNNING', 'FAILED') AND deadline_missed_at IS NULL
                          AND deadline_at < business_now()
                        RETURNING *
                        """)
                .param(jobs.keySet().toArray(String[]::new))
                .query(DueRow::read)
                .list();
        for (DueRow due : late) {
            Schedules.OfJob job = Objects.requireNonNull(jobs.get(due.job()));
            new Events(client)
                    .byBursar(
                            due.job(),
                            "late",
                            due.businessFor(),
                            null,
                            due.businessFor() + " was due at " + due.slot() + " and not done "
                                    + job.manifest().deadline().toMinutes() + " minutes later");
            new Telling(client).late(job, due, RunOfInterval.find(client, due.job(), due.businessFor()));
        }
    }
}
