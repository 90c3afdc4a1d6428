package dev.bursar.operations;

import dev.bursar.fault.Fault;
import dev.bursar.run.CurrentRun;
import dev.bursar.run.RunIdentity;
import dev.bursar.run.RunRequest;
import dev.bursar.run.StopSignal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the rows of {@code bursar.run}: whose a run is, and how it ended. Only who holds the job's lock claims; each claim
 * raises the fence, so a process that lost the lock without noticing can no longer commit.
 */
final class RunClaims {
    private final JdbcClient client;
    private final TransactionTemplate transaction;

    RunClaims(JobLock lock) {
        this.client = JdbcClient.create(lock.connection());
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(lock.connection()));
    }

    /**
     * A run that is now ours.
     *
     * @param run to work for
     * @param repeated whether it had been completed before, so that this is a new round
     * @param recovered the process that had it and died, if one did
     */
    record Claim(CurrentRun run, boolean repeated, Optional<String> recovered) {}

    private record Present(long id, String status, String at, String process) {}

    /**
     * Makes the run of a request ours: a new one, a new round of a completed one, or the rest of one that failed, was stopped
     * or died. Other runs of the job whose process died are marked failed.
     *
     * @param id the run to go on with; empty for the one that the request identifies, which for a dry run is a new one
     */
    Claim claim(RunRequest request, Optional<Long> id, StopSignal stop) {
        return transaction.execute(status -> {
            Optional<Present> present =
                    id.isPresent() || !request.dryRun() ? find(request.identity(), id) : Optional.empty();
            failDead(request.job(), present.map(Present::id));
            if (present.isEmpty()) {
                return new Claim(insert(request, stop), false, Optional.empty());
            }
            boolean repeated = present.get().status().equals("COMPLETED");
            Instant at = repeated ? businessNow() : Instant.parse(present.get().at());
            Optional<String> recovered = Optional.of(present.get())
                    .filter(run -> run.status().equals("RUNNING"))
                    .map(Present::process);
            return new Claim(takeOver(present.get().id(), request, at, repeated, stop), repeated, recovered);
        });
    }

    private Optional<Present> find(RunIdentity identity, Optional<Long> id) {
        // FOR UPDATE waits for a range that a zombie has in hand: it sees the fence or we see its work
        return client.sql("""
                        SELECT id, status, parameters ->> 'at' AS at, format('process %s on %s', process_id, host) AS process FROM run
                        WHERE CASE WHEN CAST(:id AS bigint) IS NULL
                              THEN NOT dry_run AND job = :job AND business_for = :for AND scope = :scope AND attempt = :attempt
                              ELSE id = :id END
                        FOR UPDATE
                        """)
                .param("id", id.orElse(null))
                .param("job", identity.job())
                .param("for", identity.businessFor())
                .param("scope", identity.scope())
                .param("attempt", identity.attempt())
                .query((row, index) -> new Present(
                        row.getLong("id"), row.getString("status"), row.getString("at"), row.getString("process")))
                .optional();
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
            client.sql("""
                            UPDATE run SET status = 'FAILED', fence = fence + 1, finished_at = clock_timestamp(),
                                error = jsonb_build_object('code', 'run-failed',
                                    'message', format('process %s on %s ended without a word; it was last seen at %s', process_id, host, heartbeat_at),
                                    'hint', format('Go on with bursar runs restart %s.', id))
                            WHERE id = :id
                            """).param("id", id).update();
        }
        return dead;
    }

    private CurrentRun insert(RunRequest request, StopSignal stop) {
        Instant at = businessNow();
        long id = client.sql("""
                        INSERT INTO run (job, business_for, scope, attempt, dry_run, status, parameters, actor, reason, host, process_id)
                        VALUES (:job, :for, :scope, :attempt, :dry_run, 'RUNNING', CAST(:parameters AS jsonb), acting(), :reason, :host, :process)
                        RETURNING id
                        """)
                .param("job", request.job())
                .param("for", request.parameters().businessFor())
                .param("scope", request.parameters().scope())
                .param("attempt", request.attempt())
                .param("dry_run", request.dryRun())
                .param("parameters", Json.parameters(request.parameters(), at))
                .params(whoAndWhy(request))
                .query(Long.class)
                .single();
        return new CurrentRun(id, 1, at, request, stop);
    }

    private CurrentRun takeOver(long id, RunRequest request, Instant at, boolean repeated, StopSignal stop) {
        if (repeated) {
            client.sql("DELETE FROM run_partition WHERE run_id = :id")
                    .param("id", id)
                    .update();
        }
        int fence = client.sql("""
                        UPDATE run SET status = 'RUNNING', fence = fence + 1, starts = starts + 1, round = round + :rounds,
                            parameters = CAST(:parameters AS jsonb), actor = acting(), reason = coalesce(:reason, reason), host = :host,
                            process_id = :process, started_at = clock_timestamp(), heartbeat_at = clock_timestamp(),
                            finished_at = NULL, stop_requested_at = NULL, error = NULL
                        WHERE id = :id RETURNING fence
                        """)
                .param("id", id)
                .param("rounds", repeated ? 1 : 0)
                .param("parameters", Json.parameters(request.parameters(), at))
                .params(whoAndWhy(request))
                .query(Integer.class)
                .single();
        return new CurrentRun(id, fence, at, request, stop);
    }

    private static Map<String, Object> whoAndWhy(RunRequest request) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("reason", request.reason().orElse(null));
        values.put("host", host());
        values.put("process", ProcessHandle.current().pid());
        return values;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // a machine that does not know its own name
        }
    }

    private Instant businessNow() {
        return client.sql("SELECT business_now()")
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    /** The run was told to stop and did; it can be restarted. */
    void markStopped(CurrentRun run) {
        end(run, "STOPPED", null);
    }

    /** The run failed; it can be restarted. */
    void markFailed(CurrentRun run, Fault fault) {
        Map<String, String> error = new LinkedHashMap<>();
        error.put("code", fault.code().word());
        error.put("message", fault.getMessage());
        error.put("hint", fault.hint());
        end(run, "FAILED", Json.MAPPER.writeValueAsString(error));
    }

    private void end(CurrentRun run, String status, @Nullable String error) {
        client.sql("""
                        UPDATE run SET status = :status, error = CAST(:error AS jsonb), finished_at = clock_timestamp(), heartbeat_at = clock_timestamp()
                        WHERE id = :id AND fence = :fence AND status = 'RUNNING'
                        """)
                .param("status", status)
                .param("error", error)
                .param("id", run.id())
                .param("fence", run.fence())
                .update();
    }
}
