package dev.bursar.operations;

import dev.bursar.database.SqlFaults;
import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.CurrentRun;
import java.util.Optional;
import org.springframework.batch.core.job.JobExecution;

/** Why a run failed, with what is left of it and what to do. No exception of a job is lost here. */
final class RunFaults {
    private RunFaults() {}

    /** Of an execution that did not end well. */
    static Fault explain(CurrentRun run, JobExecution execution, Optional<Throwable> lockLost) {
        Optional<Throwable> cause =
                lockLost.or(() -> execution.getAllFailureExceptions().stream().findFirst());
        return cause.map(error -> explain(run, error))
                .orElseGet(() -> Fault.failed(
                        FaultCode.RUN_FAILED,
                        "run " + run.id() + " ended as " + execution.getStatus() + " without saying why" + left(run),
                        hint(run)));
    }

    /** Of anything thrown. A defect keeps its stack trace as the cause. */
    static Fault explain(CurrentRun run, Throwable error) {
        Optional<Fault> known = SqlFaults.find(error);
        if (known.isPresent() && known.get().code().exit() != Exit.FAILED) {
            return known.get();
        }
        return Fault.failed(
                known.map(Fault::code).orElse(FaultCode.RUN_FAILED),
                "run " + run.id() + " failed: " + known.map(Fault::getMessage).orElseGet(error::toString) + left(run),
                known.map(Fault::hint)
                                .filter(hint -> !hint.isEmpty())
                                .map(hint -> hint + " ")
                                .orElse("")
                        + hint(run),
                error);
    }

    private static String left(CurrentRun run) {
        return run.request().dryRun()
                ? "; nothing was changed, it was a dry run"
                : "; ranges that were done stay done, the one in hand was undone";
    }

    private static String hint(CurrentRun run) {
        return "Go on with 'bursar runs restart " + run.id() + "'.";
    }

    /** The process that had a run, in words. */
    static String process(RunRow run) {
        return "process " + run.processId() + " on " + run.host();
    }

    /** Of a run whose process was killed, is frozen or cut off. */
    static Fault death(RunRow run) {
        return Fault.failed(
                FaultCode.RUN_FAILED,
                process(run) + " ended without a word; it was last seen at " + run.heartbeatAt()
                        + (run.dryRun() ? "; nothing was changed, it was a dry run" : ""),
                run.dryRun() ? "Start it again." : "Go on with 'bursar runs restart " + run.id() + "'.");
    }

    /** Of a run that keeps dying in the same place. */
    static Fault crashLoop(RunRow run) {
        return Fault.failed(
                FaultCode.RUN_FAILED,
                "run " + run.id() + " died " + Recovery.DEATHS + " times in a row without progress, the last time with "
                        + process(run) + "; it is not started again by itself",
                "Something ends its process in the same place each time: see the machine's log for memory and disk, then go on with"
                        + " 'bursar runs restart " + run.id() + "'.");
    }
}
