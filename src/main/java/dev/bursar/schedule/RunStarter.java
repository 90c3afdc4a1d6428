package dev.bursar.schedule;

import dev.bursar.fault.Fault;
import dev.bursar.run.RunReport;
import dev.bursar.run.RunRequest;

/** Starts a run and waits for its end: in this process, or spread over the nodes. The door hands in which. */
@FunctionalInterface
public interface RunStarter {
    /**
     * Does what is asked.
     *
     * @return what the start did, {@code COMPLETED} or {@code STOPPED}
     * @throws Fault already-running (exit 4) if a run of the job is at work; any other if the run failed
     */
    RunReport start(RunRequest request);
}
