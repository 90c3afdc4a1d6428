package dev.bursar.operations;

import dev.bursar.run.CurrentRun;
import dev.bursar.run.RunIdentity;
import dev.bursar.run.RunRequest;
import dev.bursar.run.StopSignal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes into the rows of {@code bursar.run} whose a run is. Only who holds the job's lock claims; each claim
 * raises the fence, so a process that lost the lock without noticing can no longer commit.
 */
final class RunClaims {
    private final JdbcClient client;
    private final TransactionTemplate transaction;
    private final RunEnds ends;
    private final JobLock lock;
    private final Optional<String> nodeId;

    /** For runs of a command's own process. */
    RunClaims(JobLock lock) {
        this(lock, Optional.empty());
    }

    /** For runs that a node coordinates, which then acts. */
    RunClaims(JobLock lock, Optional<String> nodeId) {
        this.lock = lock;
        this.nodeId = nodeId;
        this.client = JdbcClient.create(lock.connection());
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(lock.connection()));
        this.ends = new RunEnds(client);
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
        Claim claim = transaction.execute(status -> {
            client.sql("SET LOCAL lock_timeout = '8s'")
                    .update(); // a range in hand takes far less; a frozen one is recovered
            Optional<Present> present =
                    id.isPresent() || !request.dryRun() ? find(request.identity(), id) : Optional.empty();
            var _ = ends.failDead(request.job(), present.map(Present::id));
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
        lock.worksFor(claim.run());
        return claim;
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

    private CurrentRun insert(RunRequest request, StopSignal stop) {
        Instant at = businessNow();
        long id = client.sql("""
                        INSERT INTO run (job, business_for, scope, attempt, dry_run, status, parameters, actor, reason, host, process_id, node_id)
                        VALUES (:job, :for, :scope, :attempt, :dry_run, 'RUNNING', CAST(:parameters AS jsonb), coalesce(:actor, acting()),
                            :reason, :host, :process, :node)
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
        return begun(new CurrentRun(id, 1, at, request, stop));
    }

    private CurrentRun takeOver(long id, RunRequest request, Instant at, boolean repeated, StopSignal stop) {
        ends.noteDeath(id);
        if (repeated) {
            client.sql("DELETE FROM run_partition WHERE run_id = :id")
                    .param("id", id)
                    .update();
        }
        int fence = client.sql("""
                        UPDATE run SET status = 'RUNNING', fence = fence + 1, starts = starts + 1, round = round + :rounds,
                            parameters = CAST(:parameters AS jsonb), actor = coalesce(:actor, acting()), reason = coalesce(:reason, reason),
                            host = :host, process_id = :process, node_id = :node, started_at = clock_timestamp(), heartbeat_at = clock_timestamp(),
                            finished_at = NULL, stop_requested_at = NULL, stop_requested_by = NULL, error = NULL
                        WHERE id = :id RETURNING fence
                        """)
                .param("id", id)
                .param("rounds", repeated ? 1 : 0)
                .param("parameters", Json.parameters(request.parameters(), at))
                .params(whoAndWhy(request))
                .query(Integer.class)
                .single();
        return begun(new CurrentRun(id, fence, at, request, stop));
    }

    /** Writes this start down, with how far the run is, so that one that keeps dying in the same place is noticed. */
    private CurrentRun begun(CurrentRun run) {
        client.sql("""
                        INSERT INTO run_start (run_id, fence, round, actor, reason, host, process_id, node_id, started_at, done_from)
                        SELECT r.id, r.fence, r.round, r.actor, :reason, r.host, r.process_id, r.node_id, r.started_at, p.done_ids - p.busy
                        FROM run r JOIN run_progress p ON p.run_id = r.id WHERE r.id = :id
                        """)
                .param("id", run.id())
                .param("reason", run.request().reason().orElse(null))
                .update();
        return run;
    }

    private Map<String, @Nullable Object> whoAndWhy(RunRequest request) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("reason", request.reason().orElse(null));
        values.put("host", Machine.host());
        values.put("process", Machine.processId());
        values.put("actor", nodeId.map(node -> "node " + node).orElse(null));
        values.put("node", nodeId.orElse(null));
        return values;
    }

    private Instant businessNow() {
        return client.sql("SELECT business_now()")
                .query(Timestamp.class)
                .single()
                .toInstant();
    }
}
