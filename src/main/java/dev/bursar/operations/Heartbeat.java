package dev.bursar.operations;

import dev.bursar.run.CurrentRun;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Once a second, on the connection that holds the job's lock: says that the run is alive, hears whether somebody asked it to
 * stop, and tells how far it is. When the connection is lost, so is the lock, and the run is cut short.
 */
final class Heartbeat implements AutoCloseable {
    private final JdbcClient client;
    private final CurrentRun run;
    private final Consumer<Progress> watcher;
    private final Runnable cutShort;
    private final ScheduledExecutorService timer;
    private final RunPace pace;
    private volatile @Nullable Throwable lost;

    private Heartbeat(JobLock lock, CurrentRun run, Consumer<Progress> watcher, Runnable cutShort) {
        this.client = JdbcClient.create(lock.connection());
        this.run = run;
        this.pace = new RunPace(client, run.id());
        this.watcher = watcher;
        this.cutShort = cutShort;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("heartbeat").factory());
    }

    /**
     * Begins to beat.
     *
     * @param cutShort takes the database away from the run; called once, when the lock is lost
     */
    static Heartbeat of(JobLock lock, CurrentRun run, Consumer<Progress> watcher, Runnable cutShort) {
        Heartbeat heartbeat = new Heartbeat(lock, run, watcher, cutShort);
        var _ = heartbeat.timer.scheduleWithFixedDelay(heartbeat::beat, 0, 1, TimeUnit.SECONDS);
        return heartbeat;
    }

    /** What took the lock away, if anything did. */
    Optional<Throwable> lost() {
        return Optional.ofNullable(lost);
    }

    private void beat() {
        try {
            Optional<Boolean> stopRequested = client.sql("""
                            UPDATE run SET heartbeat_at = clock_timestamp() WHERE id = :id AND fence = :fence
                            RETURNING stop_requested_at IS NOT NULL AS stop_requested
                            """)
                    .param("id", run.id())
                    .param("fence", run.fence())
                    .query((row, index) -> row.getBoolean("stop_requested"))
                    .optional();
            if (stopRequested.isEmpty()) {
                throw new IllegalStateException("run " + run.id() + " was taken over by another process");
            }
            if (stopRequested.get()) {
                run.stop().request();
            }
            watcher.accept(pace.measure());
        } catch (RuntimeException e) {
            lost = e;
            run.stop().request();
            timer.shutdown();
            cutShort.run();
        }
    }

    /** Beats no more, once the beat in hand is over; the connection is free then. */
    @Override
    public void close() {
        timer.shutdown();
        boolean interrupted = false;
        try {
            if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
