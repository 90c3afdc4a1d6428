package dev.bursar.operations;

import dev.bursar.database.Database;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    /** Whether a run that counts as running is dead: its job's lock is free. */
    public boolean isDead(RunRow run) {
        if (!run.status().equals("RUNNING")) {
            return false;
        }
        Optional<JobLock> lock = JobLock.take(database, run.identity().job());
        lock.ifPresent(JobLock::close);
        return lock.isPresent();
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
                .sql("UPDATE run SET stop_requested_at = clock_timestamp() WHERE id = :id AND status = 'RUNNING'")
                .param("id", id)
                .update();
        Instant until = Instant.now().plus(patience);
        while (run.status().equals("RUNNING") && Instant.now().isBefore(until)) {
            Thread.sleep(LOOK_AGAIN);
            run = show(id);
        }
        return run;
    }

    /** Marks every run failed whose process died; Spring Batch's part of it follows with the job's next start. */
    public List<RunRow> recover() {
        List<RunRow> recovered = new ArrayList<>();
        List<String> jobs = rows().running(Optional.empty()).stream()
                .map(run -> run.identity().job())
                .distinct()
                .toList();
        for (String job : jobs) {
            try (JobLock lock = JobLock.take(database, job).orElse(null)) {
                if (lock != null) {
                    new RunClaims(lock).failDead(job, Optional.empty()).forEach(id -> recovered.add(show(id)));
                }
            }
        }
        return recovered;
    }

    private RunRows rows() {
        database.requireCurrentSchema();
        return new RunRows(database.client());
    }
}
