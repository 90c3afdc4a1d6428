package dev.bursar.schedule;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of {@code bursar.due_interval}: how they come into the queue, and what is found in it. */
final class DueRows {
    private final JdbcClient client;

    /** @param client inside a transaction that has locked the schedule; any connection for reading */
    DueRows(JdbcClient client) {
        this.client = client;
    }

    /** A new one, for the slots given, in order. */
    void add(Schedules.OfJob job, String businessFor, List<Instant> slots) {
        Instant deadline = slots.getFirst().plus(job.manifest().deadline());
        insert(job.job(), businessFor, slots, "schedule", "WAITING", null, deadline);
    }

    /** One that will not be done. */
    void skip(String job, String businessFor, List<Instant> slots, String why) {
        insert(job, businessFor, slots, "schedule", "SKIPPED", why, null);
    }

    /** The row of an interval that an operator asked for: the one that there is, or a new one for its slots. */
    DueRow forCatchUp(String job, String businessFor, List<Instant> slots) {
        if (ofInterval(job, businessFor).isEmpty()) {
            insert(job, businessFor, slots, "catch-up", "WAITING", null, null);
        }
        DueRow due = ofInterval(job, businessFor).orElseThrow();
        client.sql("UPDATE due_interval SET source = 'catch-up' WHERE id = ?")
                .param(due.id())
                .update();
        return reread(due);
    }

    /** How many intervals that operators asked for are at work, of all jobs. */
    long catchUpsAtWork() {
        return client.sql("SELECT count(*) FROM due_interval WHERE status = 'RUNNING' AND source = 'catch-up'")
                .query(Long.class)
                .single();
    }

    private void insert(
            String job,
            String businessFor,
            List<Instant> slots,
            String source,
            String status,
            @Nullable String why,
            @Nullable Instant deadline) {
        client.sql("""
                        INSERT INTO due_interval
                            (job, business_for, slot_at, last_slot_at, slots, source, status, why, deadline_at, settled_at)
                        VALUES (:job, :for, :first, :last, :slots, :source, :status, :why, :deadline,
                                CASE WHEN :status = 'SKIPPED' THEN clock_timestamp() END)
                        ON CONFLICT (job, slot_at) DO NOTHING
                        """)
                .param("job", job)
                .param("for", businessFor)
                .param("first", inUtc(slots.getFirst()))
                .param("last", inUtc(slots.getLast()))
                .param("slots", slots.size())
                .param("source", source)
                .param("status", status)
                .param("why", why)
                .param("deadline", deadline == null ? null : inUtc(deadline), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /** Adds slots to the interval's row that waits; false if there is none. */
    boolean fold(String job, String businessFor, List<Instant> slots) {
        return client.sql("""
                        UPDATE due_interval SET last_slot_at = :last, slots = slots + :slots
                        WHERE job = :job AND business_for = :for AND status = 'WAITING'
                        """)
                        .param("last", inUtc(slots.getLast()))
                        .param("slots", slots.size())
                        .param("job", job)
                        .param("for", businessFor)
                        .update()
                == 1;
    }

    /** The last slot of an interval that was ever taken up. */
    Optional<Instant> lastSlotOf(String job, String businessFor) {
        return client.sql(
                        "SELECT last_slot_at FROM due_interval WHERE job = ? AND business_for = ? ORDER BY last_slot_at DESC LIMIT 1")
                .param(job)
                .param(businessFor)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** What waits of a job is late only after an instant, or after its own deadline where that is later. */
    void allowUntil(String job, Instant deadline) {
        client.sql("""
                        UPDATE due_interval SET deadline_at = :deadline
                        WHERE job = :job AND status = 'WAITING' AND deadline_at < :deadline AND deadline_missed_at IS NULL
                        """).param("deadline", inUtc(deadline)).param("job", job).update();
    }

    /** What is neither done nor skipped, all jobs', the oldest slot first. */
    List<DueRow> open() {
        return client.sql(
                        "SELECT * FROM due_interval WHERE status IN ('WAITING', 'RUNNING', 'FAILED') ORDER BY slot_at, job")
                .query(DueRow::read)
                .list();
    }

    Optional<DueRow> atWork(String job) {
        return client.sql("SELECT * FROM due_interval WHERE job = ? AND status = 'RUNNING'")
                .param(job)
                .query(DueRow::read)
                .optional();
    }

    Optional<DueRow> oldestWaiting(String job) {
        return client.sql("SELECT * FROM due_interval WHERE job = ? AND status = 'WAITING' ORDER BY slot_at LIMIT 1")
                .param(job)
                .query(DueRow::read)
                .optional();
    }

    /** The row of an interval that is likeliest not to be done. */
    Optional<DueRow> ofInterval(String job, String businessFor) {
        return client.sql("""
                        SELECT * FROM due_interval WHERE job = ? AND business_for = ?
                        ORDER BY array_position(ARRAY['RUNNING', 'WAITING', 'FAILED', 'SKIPPED', 'DONE'], status), slot_at DESC LIMIT 1
                        """).param(job).param(businessFor).query(DueRow::read).optional();
    }

    /** The row as it now stands. */
    DueRow reread(DueRow due) {
        return client.sql("SELECT * FROM due_interval WHERE id = ?")
                .param(due.id())
                .query(DueRow::read)
                .single();
    }

    static OffsetDateTime inUtc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
