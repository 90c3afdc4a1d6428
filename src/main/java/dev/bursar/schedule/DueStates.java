package dev.bursar.schedule;

import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How a due interval moves from one status to the next. Under the schedule's lock. */
final class DueStates {
    private final JdbcClient client;

    /** @param client inside a transaction that has locked the schedule */
    DueStates(JdbcClient client) {
        this.client = client;
    }

    /** It is taken up by this process. */
    DueRow claim(DueRow due) {
        return client.sql("""
                        UPDATE due_interval SET status = 'RUNNING', why = NULL, next_try_at = NULL, claimed_at = clock_timestamp(), claims = claims + 1,
                            claimed_by = :process, settled_at = NULL
                        WHERE id = :id RETURNING *
                        """)
                .param("process", "process " + ProcessHandle.current().pid())
                .param("id", due.id())
                .query(DueRow::read)
                .single();
    }

    void done(DueRow due, long run) {
        client.sql("""
                        UPDATE due_interval SET status = 'DONE', why = NULL, next_try_at = NULL, run_id = :run, settled_at = clock_timestamp()
                        WHERE id = :id
                        """).param("run", run).param("id", due.id()).update();
    }

    void failed(DueRow due, @Nullable Long run, String why) {
        client.sql("""
                        UPDATE due_interval SET status = 'FAILED', why = :why, tries = tries + 1, next_try_at = NULL, run_id = :run,
                            settled_at = clock_timestamp()
                        WHERE id = :id
                        """)
                .param("why", why)
                .param("run", run, Types.BIGINT)
                .param("id", due.id())
                .update();
    }

    /** Back into the queue after a start that failed. */
    void tryAgain(DueRow due, @Nullable Long run, String why, Instant nextTry) {
        takeIn(due);
        client.sql("""
                        UPDATE due_interval SET status = 'WAITING', why = :why, tries = tries + 1, next_try_at = :next,
                            next_try_real_at = clock_timestamp() + (:next - business_now()), run_id = :run
                        WHERE id = :id
                        """)
                .param("why", why)
                .param("next", DueRows.inUtc(nextTry))
                .param("run", run, Types.BIGINT)
                .param("id", due.id())
                .update();
    }

    /** Back into the queue, as if it had not been started. */
    void wait(DueRow due, String why, Optional<Instant> nextTry) {
        takeIn(due);
        client.sql("""
                        UPDATE due_interval SET status = 'WAITING', why = :why, next_try_at = :next,
                            next_try_real_at = clock_timestamp() + (:next::timestamptz - business_now())
                        WHERE id = :id
                        """)
                .param("why", why)
                .param("next", nextTry.map(DueRows::inUtc).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", due.id())
                .update();
    }

    /** Why it waits, where that has changed. */
    void explain(DueRow due, @Nullable String why) {
        client.sql(
                        "UPDATE due_interval SET why = :why WHERE id = :id AND status = 'WAITING' AND why IS DISTINCT FROM :why")
                .param("why", why)
                .param("id", due.id())
                .update();
    }

    /** Slots that came while it was at work, and that wait as a row of their own, are its own again. */
    private void takeIn(DueRow due) {
        client.sql("""
                        WITH later AS (
                            DELETE FROM due_interval
                            WHERE job = :job AND business_for = :for AND status = 'WAITING' AND id <> :id RETURNING last_slot_at, slots)
                        UPDATE due_interval d SET last_slot_at = greatest(d.last_slot_at, later.last_slot_at), slots = d.slots + later.slots
                        FROM later WHERE d.id = :id
                        """)
                .param("job", due.job())
                .param("for", due.businessFor())
                .param("id", due.id())
                .update();
    }
}
