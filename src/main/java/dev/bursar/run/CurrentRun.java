package dev.bursar.run;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.time.Instant;

/**
 * The run that a job is working for.
 *
 * @param id of its row in {@code bursar.run}
 * @param fence which start of the run this is; work commits only while the row still says so
 * @param at business time of the run: what has begun or expired by then is due. A run that goes on after a failure keeps it
 * @param request what was asked
 * @param stop tells the job to end after the range in hand
 */
public record CurrentRun(long id, int fence, Instant at, RunRequest request, StopSignal stop) {
    /** What to throw where the row does not say so any more: a fault of code run-failed (exit 1). */
    public Fault takenOver() {
        return takenOver("run ");
    }

    /** The same where a partition of the run is another worker's by now. */
    public Fault partTakenOver() {
        return takenOver("this part of run ");
    }

    private Fault takenOver(String what) {
        return Fault.failed(
                FaultCode.RUN_FAILED,
                what + id + " was taken over by another process, so this one must not go on",
                "See 'bursar runs show " + id + "' for who works on it now.");
    }
}
