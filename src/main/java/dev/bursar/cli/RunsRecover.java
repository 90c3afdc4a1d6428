package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.operations.DeadRun;
import dev.bursar.operations.RunControl;
import dev.bursar.operations.RunRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Marks dead runs failed. */
@Command(
        name = "recover",
        description = {"Mark runs failed whose process died.", "Nothing else is needed before they are restarted."})
final class RunsRecover implements Callable<Exit> {
    private final Invocation invocation;

    RunsRecover(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (DeadRun dead : new RunControl(invocation.database()).recover()) {
            RunRow run = dead.run();
            lines.add(List.of(
                    run.id(),
                    run.identity().job(),
                    run.identity().businessFor(),
                    run.status(),
                    run.host(),
                    run.processId()));
            invocation.note(
                    dead.verdict() == DeadRun.Verdict.HELD
                            ? "run " + run.id() + " cannot go on: " + String.join(", ", dead.held())
                                    + " could not be ended; have its owner or a superuser end it, then run this again"
                            : "go on with: bursar runs restart " + run.id());
        }
        invocation
                .output()
                .print(new Rows(List.of("run", "job", "for", "status", "host", "processId"), lines), "no run is dead");
        return Exit.DONE;
    }
}
