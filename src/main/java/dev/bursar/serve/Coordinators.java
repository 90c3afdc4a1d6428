package dev.bursar.serve;

import dev.bursar.database.SqlFaults;
import dev.bursar.fault.Fault;
import dev.bursar.run.StopSignal;
import java.time.Duration;
import java.util.Map;
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

    /** By its job, what stops the run that a thread is at. A run that loses its database or its operator stops requests it too. */
    private final Map<String, StopSignal> jobs = new ConcurrentHashMap<>();

    private volatile boolean isClosing;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("coordinator-", 0).factory());

    /**
     * Has a thread do something for a job, unless one is at it. What fails is logged: the run's row says the rest.
     *
     * @param then called when it is done and another thread may begin for that job
     */
    void begin(String job, Runnable work, Runnable then) {
        if (isClosing || jobs.putIfAbsent(job, new StopSignal()) != null) {
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

    /** What stops the run of a job after the range in hand; asked by the thread that is at that job. */
    StopSignal stopOf(String job) {
        StopSignal stop = jobs.getOrDefault(job, new StopSignal());
        if (isClosing) {
            stop.request();
        }
        return stop;
    }

    /** How many jobs have a thread at the moment. */
    int atWork() {
        return jobs.size();
    }

    /** Asks all runs to stop after the range in hand, and waits until they have, for a minute at most. */
    @Override
    public void close() {
        isClosing = true;
        jobs.values().forEach(StopSignal::request);
        threads.shutdown();
        boolean interrupted = false;
        try {
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn(
                        "{} took longer than {} s to stop; another node goes on with it",
                        jobs.keySet(),
                        PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
