package dev.bursar.serve;

import dev.bursar.database.SqlFaults;
import dev.bursar.fault.Fault;
import dev.bursar.run.StopSignal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that start runs and wait for their ends: at most one for each job, and none of Quartz's. */
final class Coordinators implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Coordinators.class);

    /** A range takes some 200 ms; a job that is done in one piece, longer. Service managers kill after 90 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StopSignal stop;
    private final Set<String> jobs = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("coordinator-", 0).factory());

    /** @param stop ends the runs of this process after the range in hand */
    Coordinators(StopSignal stop) {
        this.stop = stop;
    }

    /**
     * Has a thread do something for a job, unless one is at it. What fails is logged: the run's row says the rest.
     *
     * @param then called when it is done and another thread may begin for that job
     */
    void begin(String job, Runnable work, Runnable then) {
        if (stop.isRequested() || !jobs.add(job)) {
            return;
        }
        try {
            threads.execute(() -> coordinate(job, work, then));
        } catch (RejectedExecutionException e) {
            jobs.remove(job); // it is being closed
        }
    }

    private void coordinate(String job, Runnable work, Runnable then) {
        try {
            work.run();
        } catch (Fault fault) {
            LOG.warn("{}: {} {}", job, fault.getMessage(), fault.hint());
        } catch (RuntimeException e) {
            SqlFaults.find(e)
                    .ifPresentOrElse(
                            fault -> LOG.warn("{}: {} {}", job, fault.getMessage(), fault.hint()),
                            () -> LOG.error("{}: this should not have happened: {}", job, e.toString(), e));
        } finally {
            jobs.remove(job);
        }
        then.run();
    }

    /** How many jobs have a thread at the moment. */
    int atWork() {
        return jobs.size();
    }

    /** Asks all runs to stop after the range in hand, and waits until they have, for a minute at most. */
    @Override
    public void close() {
        stop.request();
        threads.shutdown();
        boolean interrupted = false;
        try {
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("{} took longer than {} s to stop; another node goes on with it", jobs, PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
