package dev.bursar.operations;

import dev.bursar.database.Database;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks at runs, whoever started them, and ends or recovers them from outside. */
public final class RunControl {
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

    /** Whether a run that counts as running is dead: its job's lock is free, or it has been silent for longer than the lease. */
    public boolean isDead(RunRow run) {
        return run.status().equals("RUNNING")
                && rows().looksDead(run.id())
                && show(run.id()).status().equals("RUNNING"); // it might have ended in this moment
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
