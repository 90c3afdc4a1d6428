package dev.bursar.operations;

import com.zaxxer.hikari.HikariDataSource;
import dev.bursar.database.Database;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.CurrentRun;
import dev.bursar.run.Figures;
import dev.bursar.run.JobSpec;
import dev.bursar.run.Jobs;
import dev.bursar.run.OutFolder;
import dev.bursar.run.RunReport;
import dev.bursar.run.RunRequest;
import dev.bursar.run.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Starts runs of any job in this process. What becomes of them stands in {@code bursar.run}. */
public final class Operations {
    /** Connections beside one for each worker; with fewer, steps could wait for each other's for ever. */
    private static final int SPARE_CONNECTIONS = 3;

    private final Database database;
    private final StopSignal stop;
    private final Consumer<Progress> watcher;
    private final Optional<Cluster> cluster;

    /**
     * @param database where the runs are
     * @param stop ends a run of this process after the range in hand
     * @param watcher is told once a second how far the run is
     */
    public Operations(Database database, StopSignal stop, Consumer<Progress> watcher) {
        this(database, stop, watcher, Optional.empty());
    }

    private Operations(Database database, StopSignal stop, Consumer<Progress> watcher, Optional<Cluster> cluster) {
        this.database = database;
        this.stop = stop;
        this.watcher = watcher;
        this.cluster = cluster;
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
        return start(again(id, workers, reason), Optional.of(id));
    }

    /**
     * The same as {@link #start(RunRequest)}, coordinated by this node and its partitions spread over all nodes. Nothing of it
     * runs on the cluster's own threads; several may be at work at once.
     */
    public RunReport startShared(RunRequest request, Cluster cluster) {
        return shared(operations -> operations.start(request, Optional.empty()), cluster);
    }

    /** The same as {@link #restart}, its partitions spread over all nodes. */
    public RunReport restartShared(long id, int workers, Optional<String> reason, Cluster cluster) {
        return shared(operations -> operations.restart(id, workers, reason), cluster);
    }

    /**
     * Goes on with a run that {@link Recovery} found dead.
     *
     * @return empty if another node was faster
     */
    public Optional<RunReport> goOn(DeadRun dead, int workers, Cluster cluster) {
        try {
            RunReport report =
                    restartShared(dead.run().id(), workers, Optional.of("recovered from " + dead.who()), cluster);
            if (report.status().equals("STOPPED")) {
                new RunEnds(database.client()).leaveBehind(report.run());
            }
            return Optional.of(report);
        } catch (Fault e) {
            if (e.code() == FaultCode.ALREADY_RUNNING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private RunReport shared(Function<Operations, RunReport> work, Cluster cluster) {
        try (Database own = database.another()) {
            return work.apply(new Operations(own, stop, watcher, Optional.of(cluster)));
        }
    }

    private RunRequest again(long id, int workers, Optional<String> reason) {
        database.requireCurrentSchema();
        RunRow row = new RunRows(database.client()).find(id);
        return new RunRequest(
                row.identity().job(), row.parameters(), row.identity().attempt(), row.dryRun(), workers, reason);
    }

    private RunReport start(RunRequest request, Optional<Long> id) {
        database.requireCurrentSchema();
        JobSpec spec = Jobs.find(request.job());
        Instant begun = Instant.now();
        Optional<String> nodeId = cluster.map(node -> node.here().id());
        try (JobLock lock = JobLock.take(database, request.job()).orElseThrow(() -> alreadyRunning(request.job()))) {
            RunEnds ends = new RunEnds(JdbcClient.create(lock.connection()));
            RunClaims.Claim claim = new RunClaims(lock, nodeId).claim(request, id, stop);
            BatchStatus status = work(spec, claim.run(), lock, ends);
            if (status == BatchStatus.STOPPED) {
                ends.markStopped(claim.run());
            }
            return report(spec, claim, begun);
        }
    }

    private BatchStatus work(JobSpec spec, CurrentRun run, JobLock lock, RunEnds ends) {
        Fault fault;
        // with the lock goes the pool: else every step left would wait for a connection before it failed
        try (HikariDataSource pool =
                        database.dataSource(run.request().workers() + SPARE_CONNECTIONS, Sessions.ofRun(run));
                Heartbeat heartbeat = Heartbeat.of(lock, run, watcher, pool::close)) {
            try {
                JobExecution execution = BatchExecution.run(spec, run, pool, cluster, new OutFolder(database.home()));
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
        markFailed(ends, run, fault);
        throw fault;
    }

    /** If not even this can be written, the row keeps saying RUNNING under a free lock, which is how the dead look. */
    private static void markFailed(RunEnds ends, CurrentRun run, Fault fault) {
        try {
            ends.markFailed(run, fault);
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
