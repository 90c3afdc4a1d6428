package dev.bursar.operations;

import dev.bursar.database.Database;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks at runs, whoever started them, and ends or recovers them from outside. */
public final class RunControl {
    private static final Duration BETWEEN_BEATS = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Database database;

    public RunControl(Database database) {
        this.database = database;
    }

    /** The newest runs first. */
    public List<RunRow> list(Optional<String> job, int limit) {
        return rows().list(job, Optional.empty(), limit);
    }

    /** One run; unknown-run (exit 2) if there is none of that id. */
    public RunRow show(long id) {
        return rows().find(id);
    }

    /** Every start of a run, the oldest first. */
    public List<RunStart> starts(long id) {
        return database.client()
                .sql("SELECT * FROM run_start WHERE run_id = :id ORDER BY fence")
                .param("id", id)
                .query(RunStart::read)
                .list();
    }

    /**
     * Watches a run, whoever works on it, until it ends or is found dead with no node that would go on with it.
     *
     * @param watcher is told once a second how far it is, at a pace reckoned from the first look
     * @return the run as it then stands
     */
    public RunRow follow(long id, Consumer<Progress> watcher) throws InterruptedException {
        RunRow run = show(id);
        RunPace pace = new RunPace(database.client(), id);
        while (run.status().equals("RUNNING") && !(isDead(run) && new Nodes(database).areAway())) {
            watcher.accept(pace.measure());
            Thread.sleep(BETWEEN_BEATS);
            run = show(id);
        }
        return run;
    }

    /** Whether a run that counts as running is dead: its job's lock is free, or it has been silent for longer than the lease. */
    public boolean isDead(RunRow run) {
        return run.status().equals("RUNNING")
                && rows().looksDead(run.id())
                && isSame(run, show(run.id())); // it might have ended in this moment, or somebody goes on with it
    }

    private static boolean isSame(RunRow before, RunRow now) {
        return now.status().equals("RUNNING") && now.starts() == before.starts();
    }

    /**
     * Asks a run to end after the range in hand, and waits until it has.
     *
     * @return the run as it then stands; still {@code RUNNING} if it took longer than {@code patience}
     * @throws Fault of exit 4 if it is not at work
     */
    public RunRow stop(long id, Duration patience) throws InterruptedException {
        RunRow run = show(id);
        if (!run.status().equals("RUNNING")) {
            throw Fault.refused(
                    FaultCode.REFUSED,
                    "run " + id + " is not at work: it is " + run.status(),
                    "See 'bursar runs list' for one that is.");
        }
        if (isDead(run)) {
            throw Fault.refused(
                    FaultCode.REFUSED,
                    "run " + id + " is not at work: its process " + run.processId() + " on " + run.host() + " has died",
                    "Mark it as failed with 'bursar runs recover', or go on with it: bursar runs restart " + id + ".");
        }
        database.client()
                .sql(
                        "UPDATE run SET stop_requested_at = clock_timestamp(), stop_requested_by = acting() WHERE id = :id AND status = 'RUNNING'")
                .param("id", id)
                .update();
        Instant until = Instant.now().plus(patience);
        while (run.status().equals("RUNNING") && Instant.now().isBefore(until)) {
            Thread.sleep(LOOK_AGAIN);
            run = show(id);
        }
        return run;
    }

    /** Ends what is left of every run that is dead, frozen or cut off, and marks it failed, so that it can be restarted. */
    public List<DeadRun> recover() {
        database.requireCurrentSchema();
        return new Recovery(database).fail();
    }

    private RunRows rows() {
        database.requireCurrentSchema();
        return new RunRows(database.client());
    }
}
