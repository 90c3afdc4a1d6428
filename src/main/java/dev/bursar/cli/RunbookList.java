package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.runbook.Parameter;
import dev.bursar.runbook.Runbook;
import dev.bursar.runbook.RunbookFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** The runbooks that bursar brings along. */
@Command(
        name = "list",
        description = {
            "The runbooks that bursar brings along.",
            "How bad things are when each is needed, and what it wants to know."
        })
final class RunbookList implements Callable<Exit> {
    private static final List<String> COLUMNS = List.of("runbook", "title", "severity", "job", "parameters", "steps");

    private final Invocation invocation;

    RunbookList(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        RunbookDoor door = new RunbookDoor(invocation);
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (String name : RunbookFile.names()) {
            Runbook runbook = RunbookFile.open(name, door);
            List<@Nullable Object> line = new ArrayList<>();
            line.add(name);
            line.add(runbook.header().title());
            line.add(runbook.header().severity().orElse(null));
            line.add(runbook.header().job().orElse(null));
            line.add(runbook.header().parameters().stream().map(Parameter::name).collect(Collectors.joining(", ")));
            line.add(runbook.steps().size());
            lines.add(line);
        }
        invocation.output().print(new Rows(COLUMNS, lines), "no runbooks");
        return Exit.DONE;
    }
}
