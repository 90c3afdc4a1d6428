package dev.bursar.serve;

import dev.bursar.database.Database;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Work that is done again and again by a thread of its own, on a connection of its own. While it fails it is done less and less
 * often, each time on a new connection, until it succeeds.
 */
final class Round implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    private final Database database;
    private final Consumer<Database> work;
    private final Vitals vitals;
    private final ScheduledExecutorService thread;
    private Duration wait = Duration.ZERO;
    private long notBeforeNanos = System.nanoTime();

    private Round(String name, Database database, Consumer<Database> work, Vitals vitals) {
        this.database = database;
        this.work = work;
        this.vitals = vitals;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /**
     * Begins at once.
     *
     * @param every from the end of one to the beginning of the next
     * @param database of this round's own; closed with it, and whenever the work failed
     */
    static Round of(String name, Duration every, Database database, Consumer<Database> work, Vitals vitals) {
        Round round = new Round(name, database, work, vitals);
        var _ = round.thread.scheduleWithFixedDelay(round::turn, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        return round;
    }

    /** Does not wait for the next turn. */
    void now() {
        try {
            thread.execute(this::turn);
        } catch (RejectedExecutionException e) {
            return; // it is being closed
        }
    }

    private void turn() {
        if (System.nanoTime() - notBeforeNanos < 0) {
            return;
        }
        try {
            work.accept(database);
            wait = Duration.ZERO;
        } catch (RuntimeException | Error e) { // an executor would end a round that throws, without a word
            database.close();
            vitals.failed(e);
            wait = wait.isZero() ? Duration.ofSeconds(1) : wait.multipliedBy(2);
            wait = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
            notBeforeNanos = System.nanoTime() + wait.toNanos();
        }
    }

    /** Ends after the turn in hand, which is interrupted if it takes longer than ten seconds. */
    @Override
    public void close() {
        thread.shutdown();
        boolean interrupted = false;
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        database.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
