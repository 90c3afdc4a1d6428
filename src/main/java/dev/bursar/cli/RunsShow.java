package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.operations.RunControl;
import dev.bursar.operations.RunRow;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Everything about one run. */
@Command(
        name = "show",
        description = {
            "Everything about one run: who, when, how far, what it did, why it failed.",
            "Its figures are those of all its starts."
        })
final class RunsShow implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(paramLabel = "RUN", description = "The run's number.")
    private long run;

    RunsShow(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        RunControl control = new RunControl(invocation.database());
        RunRow row = control.show(run);
        invocation.output().print(invocation.output().isForPeople() ? RunConsole.flat(row.toJson()) : row.toJson());
        if (control.isDead(row)) {
            invocation.note("its process died; go on with: bursar runs restart " + run);
        } else if (row.status().equals("FAILED") || row.status().equals("STOPPED")) {
            invocation.note("go on with: bursar runs restart " + run);
        }
        return Exit.DONE;
    }
}
