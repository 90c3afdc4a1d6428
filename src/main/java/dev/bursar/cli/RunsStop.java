package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.operations.RunControl;
import dev.bursar.operations.RunRow;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends a run of any process. */
@Command(
        name = "stop",
        description = {"Ask a run to end after the range in hand, and wait until it has.", "It can be restarted."})
final class RunsStop implements Callable<Exit> {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Invocation invocation;

    @Parameters(paramLabel = "RUN", description = "The run's number.")
    private long run;

    RunsStop(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() throws InterruptedException {
        RunRow row = new RunControl(invocation.database()).stop(run, PATIENCE);
        invocation.output().print(invocation.output().isForPeople() ? RunConsole.flat(row.toJson()) : row.toJson());
        invocation.note(
                switch (row.status()) {
                    case "RUNNING" -> "it was told to stop and has not yet; see: bursar runs show " + run;
                    case "STOPPED" -> "go on with: bursar runs restart " + run;
                    default -> "it had ended before it could stop";
                });
        return Exit.DONE;
    }
}
