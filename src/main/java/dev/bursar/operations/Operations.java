package dev.bursar.operations;

import com.zaxxer.hikari.HikariDataSource;
import dev.bursar.database.Database;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.CurrentRun;
import dev.bursar.run.Figures;
import dev.bursar.run.JobSpec;
import dev.bursar.run.Jobs;
import dev.bursar.run.RunReport;
import dev.bursar.run.RunRequest;
import dev.bursar.run.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;

/** Starts runs of any job in this process. What becomes of them stands in {@code bursar.run}. */
public final class Operations {
    /** Connections beside one for each worker; with fewer, steps could wait for each other's for ever. */
    private static final int SPARE_CONNECTIONS = 3;

    private final Database database;
    private final StopSignal stop;
    private final Consumer<Progress> watcher;

    /**
     * @param database where the runs are
     * @param stop ends a run of this process after the range in hand
     * @param watcher is told once a second how far the run is
     */
    public Operations(Database database, StopSignal stop, Consumer<Progress> watcher) {
        this.database = database;
        this.stop = stop;
        this.watcher = watcher;
    }

    /**
     * Does what is asked: a new run, what has become due since a completed one, or the rest of one that did not end well.
     *
     * @return what this start did; of a run that goes on, with what it had done before. Its status is {@code COMPLETED} or
     *     {@code STOPPED}
     * @throws Fault already-running (exit 4) if any run of the job is at work; of exit 1 if the run failed, which is then
     *     marked so and can be restarted
     */
    public RunReport start(RunRequest request) {
        return start(request, Optional.empty());
    }

    /** Goes on with a run as it was asked for; of a completed one, with what has become due since. */
    public RunReport restart(long id, int workers, Optional<String> reason) {
        database.requireCurrentSchema();
        RunRow row = new RunRows(database.client()).find(id);
        RunRequest request = new RunRequest(
                row.identity().job(), row.parameters(), row.identity().attempt(), row.dryRun(), workers, reason);
        return start(request, Optional.of(id));
    }

    private RunReport start(RunRequest request, Optional<Long> id) {
        database.requireCurrentSchema();
        JobSpec spec = Jobs.find(request.job());
        Instant begun = Instant.now();
        try (JobLock lock = JobLock.take(database, request.job()).orElseThrow(() -> alreadyRunning(request.job()))) {
            RunClaims claims = new RunClaims(lock);
            RunClaims.Claim claim = claims.claim(request, id, stop);
            BatchStatus status = work(spec, claim.run(), lock, claims);
            if (status == BatchStatus.STOPPED) {
                claims.markStopped(claim.run());
            }
            return report(spec, claim, begun);
        }
    }

    private BatchStatus work(JobSpec spec, CurrentRun run, JobLock lock, RunClaims claims) {
        Fault fault;
        // with the lock goes the pool: else every step left would wait for a connection before it failed
        try (HikariDataSource pool = database.dataSource(run.request().workers() + SPARE_CONNECTIONS);
                Heartbeat heartbeat = Heartbeat.of(lock, run, watcher, pool::close)) {
            try {
                JobExecution execution = BatchExecution.run(spec, run, pool);
                BatchStatus status = execution.getStatus();
                boolean stopped =
                        status == BatchStatus.STOPPED && heartbeat.lost().isEmpty();
                if (stopped || status == BatchStatus.COMPLETED) {
                    return status;
                }
                fault = RunFaults.explain(run, execution, heartbeat.lost());
            } catch (JobExecutionException | RuntimeException e) {
                // that the pool is closed says nothing; why it was closed does
                fault = RunFaults.explain(run, heartbeat.lost().orElse(e));
            }
        } catch (RuntimeException e) {
            fault = RunFaults.explain(run, e);
        }
        markFailed(claims, run, fault);
        throw fault;
    }

    /** If not even this can be written, the row keeps saying RUNNING under a free lock, which is how the dead look. */
    private static void markFailed(RunClaims claims, CurrentRun run, Fault fault) {
        try {
            claims.markFailed(run, fault);
        } catch (RuntimeException e) {
            fault.addSuppressed(e);
        }
    }

    private RunReport report(JobSpec spec, RunClaims.Claim claim, Instant begun) {
        RunRows rows = new RunRows(database.client());
        RunRow row = rows.find(claim.run().id());
        Figures figures = rows.round(row.id(), spec);
        return new RunReport(
                row.id(),
                row.identity(),
                row.status(),
                row.dryRun(),
                claim.repeated(),
                figures,
                Optional.empty(),
                row.files(),
                row.findings(),
                Duration.between(begun, Instant.now()).toMillis() / 1000.0);
    }

    private Fault alreadyRunning(String job) {
        List<RunRow> running = new RunRows(database.client()).running(Optional.of(job));
        String who = running.isEmpty()
                ? "a run of " + job + " is starting or being recovered"
                : "run " + running.getFirst().id() + " (" + running.getFirst().identity() + ") has been at work since "
                        + running.getFirst().startedAt() + " in process "
                        + running.getFirst().processId() + " on "
                        + running.getFirst().host();
        return Fault.refused(
                FaultCode.ALREADY_RUNNING,
                who,
                running.isEmpty()
                        ? "Try again in a moment; 'bursar runs list' shows what there is."
                        : "Wait for its end, or end it with 'bursar runs stop "
                                + running.getFirst().id() + "'.");
    }
}
