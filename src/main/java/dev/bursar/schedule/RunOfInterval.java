package dev.bursar.schedule;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The run for everybody of one interval: what a schedule starts, and what an operator may have started by hand. Runs for some
 * users and rehearsals are not among them, nor are further attempts, which make files anew.
 *
 * @param startedAt when it was started last, server's time
 * @param at business time that its round sees
 * @param errorCode why it failed, as a fault's word
 * @param toldToStop whether an operator asked it to stop
 */
record RunOfInterval(
        long id,
        String status,
        Instant startedAt,
        Instant at,
        long findings,
        Optional<String> errorCode,
        Optional<String> errorMessage,
        Optional<Instant> finishedAt,
        boolean toldToStop) {

    static Optional<RunOfInterval> find(JdbcClient client, String job, String businessFor) {
        return client.sql("""
                        SELECT id, status, started_at, parameters ->> 'at' AS at, findings, error ->> 'code' AS code,
                               error ->> 'message' AS message, finished_at, stop_requested_by IS NOT NULL AS told_to_stop
                        FROM run WHERE job = ? AND business_for = ? AND scope = 'all' AND attempt = 1 AND NOT dry_run
                        """)
                .param(job)
                .param(businessFor)
                .query((row, number) -> new RunOfInterval(
                        row.getLong("id"),
                        row.getString("status"),
                        row.getTimestamp("started_at").toInstant(),
                        Instant.parse(row.getString("at")),
                        row.getLong("findings"),
                        Optional.ofNullable(row.getString("code")),
                        Optional.ofNullable(row.getString("message")),
                        ScheduleRow.instant(row.getTimestamp("finished_at")),
                        row.getBoolean("told_to_stop")))
                .optional();
    }

    boolean isCompleted() {
        return status.equals("COMPLETED");
    }

    boolean isAtWork() {
        return status.equals("RUNNING");
    }

    /** Whether it has done what was due at that slot: it looked at business time then or later. */
    boolean covers(Instant slot) {
        return isCompleted() && !at.isBefore(slot);
    }
}
