package dev.bursar.operations;

import dev.bursar.fault.Fault;
import dev.bursar.run.CurrentRun;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes into the rows of {@code bursar.run} how runs ended. The trigger {@code run_end_start} ends their starts with them. */
final class RunEnds {
    private final JdbcClient client;
    private final RunRows rows;

    RunEnds(JdbcClient client) {
        this.client = client;
        this.rows = new RunRows(client);
    }

    /** The run was told to stop and did; it can be restarted. */
    void markStopped(CurrentRun run) {
        var _ = end(run.id(), run.fence(), "STOPPED", null);
    }

    /**
     * A run that a node had recovered, and that this node's own leaving stopped, is left to the next node, which finds it as it
     * finds a dead one: nobody else waits for it who would go on with it. Not so where an operator told it to stop.
     */
    void leaveBehind(long id) {
        client.sql("""
                        UPDATE run SET status = 'RUNNING', finished_at = NULL
                        WHERE id = :id AND status = 'STOPPED' AND stop_requested_by IS NULL
                        """).param("id", id).update();
    }

    /** The run failed; it can be restarted. */
    void markFailed(CurrentRun run, Fault fault) {
        var _ = end(run.id(), run.fence(), "FAILED", fault);
    }

    /** An error as the row keeps it. */
    static String json(Fault fault) {
        Map<String, String> error = new LinkedHashMap<>();
        error.put("code", fault.code().word());
        error.put("message", fault.getMessage());
        error.put("hint", fault.hint());
        return Json.MAPPER.writeValueAsString(error);
    }

    /** Ends a run, if nobody else did or took it over; whether it was so. */
    boolean end(long id, int fence, String status, @Nullable Fault fault) {
        return client.sql("""
                        UPDATE run SET status = :status, error = CAST(:error AS jsonb), finished_at = clock_timestamp(), heartbeat_at = clock_timestamp()
                        WHERE id = :id AND fence = :fence AND status = 'RUNNING'
                        """)
                        .param("status", status)
                        .param("error", fault == null ? null : json(fault))
                        .param("id", id)
                        .param("fence", fence)
                        .update()
                == 1;
    }

    /** Marks runs of a job failed that count as running, but for {@code spared}: we hold the lock, so nobody is at work. */
    List<Long> failDead(String job, Optional<Long> spared) {
        List<Long> dead = client.sql("""
                        SELECT id FROM run WHERE job = :job AND status = 'RUNNING' AND id IS DISTINCT FROM :spared ORDER BY id FOR UPDATE
                        """)
                .param("job", job)
                .param("spared", spared.orElse(null), Types.BIGINT)
                .query((row, index) -> row.getLong("id"))
                .list();
        for (long id : dead) {
            Fault death = RunFaults.death(rows.find(id));
            noteDeath(id);
            var _ = end(id, raiseFence(id), "FAILED", death);
        }
        return dead;
    }

    private int raiseFence(long id) {
        return client.sql("UPDATE run SET fence = fence + 1 WHERE id = :id RETURNING fence")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    /** A start that has not ended when the run is no longer its own has died. */
    void noteDeath(long id) {
        client.sql("""
                        UPDATE run_start SET ended_at = clock_timestamp(), outcome = 'DIED'
                        WHERE run_id = :id AND ended_at IS NULL
                        """).param("id", id).update();
    }
}
