package dev.bursar.serve;

import dev.bursar.database.Database;
import dev.bursar.operations.Cluster;
import dev.bursar.operations.DeadRun;
import dev.bursar.operations.Operations;
import dev.bursar.operations.Progress;
import dev.bursar.run.RunReport;
import dev.bursar.run.RunRequest;
import dev.bursar.schedule.Outcome;
import dev.bursar.schedule.Schedules;
import dev.bursar.schedule.Wakes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what is due or was left behind to the coordinators, and says in the log what becomes of it. */
final class Dispatch {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final Database database;
    private final Schedules schedules;
    private final Coordinators coordinators;
    private final NodeFigures figures;
    private final Map<Long, Duration> elapsed = new ConcurrentHashMap<>();

    /** What was last said of a dead run, so that it is not said every second. */
    private final Map<Long, String> lastSaid = new ConcurrentHashMap<>();

    /** @param database whose address and settings runs use, with connections of their own */
    Dispatch(Database database, Schedules schedules, Coordinators coordinators, NodeFigures figures) {
        this.database = database;
        this.schedules = schedules;
        this.coordinators = coordinators;
        this.figures = figures;
    }

    /** What {@link Operations} tells once a second: the first time of a start, the log says that the run is at work. */
    private void watch(Progress progress) {
        Duration before = elapsed.put(progress.run(), progress.elapsed());
        if (before == null || before.compareTo(progress.elapsed()) > 0) {
            LOG.info("run {} is at work, coordinated by this node", progress.run());
        }
    }

    /** What starts the runs of schedules. */
    RunReport start(RunRequest request, Cluster cluster) {
        LOG.info("{} begins", request.identity());
        return finished(timed(request.job(), () -> operations(request.job()).startShared(request, cluster)));
    }

    /** With a signal of its own: what stops one run must not stop the next, nor the node. */
    private Operations operations(String job) {
        return new Operations(database.another(), coordinators.stopOf(job), this::watch);
    }

    private <T> T timed(String job, Supplier<T> start) {
        long begun = System.nanoTime();
        try {
            return start.get();
        } catch (RuntimeException e) {
            figures.ended(job, "FAILED", (System.nanoTime() - begun) / 1e9);
            throw e;
        }
    }

    private RunReport finished(RunReport report) {
        elapsed.remove(report.run());
        figures.ended(report.identity().job(), report.status(), report.seconds());
        LOG.info(
                "run {} ({}) is {} after {} s: {} {}",
                report.run(),
                report.identity(),
                report.status(),
                report.seconds(),
                report.figures().counts(),
                report.figures().totals());
        return report;
    }

    /** Has a coordinator start the oldest interval of a job. */
    void startNext(String job, Wakes wakes, Runnable then) {
        coordinators.begin(
                job,
                () -> wakes.startNext(job)
                        .filter(outcome -> outcome.what() != Outcome.What.DONE) // its run has said so
                        .ifPresent(this::say),
                then);
    }

    /** What became of an interval, once; what only waits is no event. */
    void say(Outcome outcome) {
        switch (outcome.what()) {
            case DONE -> LOG.info("{} is done{}", name(outcome), run(outcome));
            case FAILED ->
                LOG.warn(
                        "{} failed{}: {}",
                        name(outcome),
                        run(outcome),
                        outcome.why().orElse(""));
            case SKIPPED ->
                LOG.warn("{} is skipped: {}", name(outcome), outcome.why().orElse(""));
            case STOPPED ->
                LOG.info(
                        "{} was stopped{}: {}",
                        name(outcome),
                        run(outcome),
                        outcome.why().orElse(""));
            case WAITING ->
                LOG.info("{} waits: {}", name(outcome), outcome.why().orElse(""));
            case PLANNED -> LOG.debug("{} would be started", name(outcome)); // a catch-up's dry run; no wake plans
            case RUNNING -> LOG.info("{} is at work elsewhere{}", name(outcome), run(outcome));
        }
    }

    private static String name(Outcome outcome) {
        return outcome.job() + " for " + outcome.businessFor();
    }

    private static String run(Outcome outcome) {
        return outcome.run().map(id -> " (run " + id + ")").orElse("");
    }

    /** Has a coordinator go on with a run whose process is lost, where it can go on. */
    void recover(DeadRun dead, Cluster cluster, Runnable then) {
        long id = dead.run().id();
        String job = dead.run().identity().job();
        String said = dead.verdict() + " " + dead.who() + " " + dead.held();
        if (!said.equals(lastSaid.put(id, said))) {
            LOG.warn("run {} ({}) was left behind by {}: {}", id, dead.run().identity(), dead.who(), words(dead));
        }
        if (dead.verdict() == DeadRun.Verdict.GOES_ON) {
            int workers = schedules.of(job).file().manifest().workers();
            coordinators.begin(
                    job,
                    () -> timed(job, () -> operations(job).goOn(dead, workers, cluster))
                            .ifPresent(this::finished),
                    then);
        }
    }

    private static String words(DeadRun dead) {
        return switch (dead.verdict()) {
            case GOES_ON -> "a node goes on with it";
            case FAILED -> "marked failed, for its operator to restart";
            case STOPPED -> "marked stopped, as an operator had asked";
            case CRASH_LOOP ->
                "marked failed, since it died several times in a row at the same place; see 'bursar runs show "
                        + dead.run().id() + "'";
            case HELD ->
                "it still holds the lock of its job and could not be ended: " + String.join(", ", dead.held())
                        + "; end it, or let an administrator of the database end its sessions";
        };
    }
}
