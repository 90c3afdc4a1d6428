package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.runbook.Runbook;
import dev.bursar.runbook.RunbookFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Checks runbooks. */
@Command(
        name = "lint",
        description = {
            "Check a runbook, or all that bursar brings along.",
            "Front matter, parameters, headings, fences, and every command in it, which is read and not run.",
            "What is wrong is said with its line; exit 2. Asks no database."
        })
final class RunbookLint implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE|NAME",
            description = "A file, or a name of 'runbook list'; default all.")
    @Nullable
    String runbook;

    RunbookLint(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        List<String> names = runbook == null ? RunbookFile.names() : List.of(runbook);
        RunbookDoor door = new RunbookDoor(invocation);
        List<List<@Nullable Object>> lines = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (String name : names) {
            try {
                Runbook checked = RunbookFile.open(name, door);
                lines.add(
                        List.of(name, checked.steps().size(), checked.actions().count()));
                invocation
                        .output()
                        .say(name + " is well: " + checked.steps().size() + " steps, "
                                + checked.actions().count() + " things to do.");
            } catch (Fault fault) {
                faults.add(fault);
            }
        }
        refuse(faults);
        if (!invocation.output().isForPeople()) {
            invocation.output().print(new Rows(List.of("runbook", "steps", "actions"), lines), "no runbooks");
        }
        return Exit.DONE;
    }

    private static void refuse(List<Fault> faults) {
        if (faults.size() == 1) {
            throw faults.getFirst();
        }
        if (!faults.isEmpty()) {
            throw Fault.usage(
                    FaultCode.INVALID_RUNBOOK,
                    String.join("\n", faults.stream().map(Fault::getMessage).toList()),
                    faults.getFirst().hint());
        }
    }
}
