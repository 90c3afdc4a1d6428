package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.flags.Flags;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Every switch. */
@Command(
        name = "list",
        description = {
            "Every switch, its value now, and who says so.",
            "Who: command (the environment of this call), environment (of a node), operator, or default."
        })
final class FlagsList implements Callable<Exit> {
    private final Invocation invocation;

    FlagsList(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Rows rows = Rows.of(new Flags(invocation.database().client()).list());
        Output output = invocation.output();
        output.print(
                output.isForPeople() ? rows.only("flag", "value", "source", "since", "meaning") : rows,
                "There are no flags.");
        return Exit.DONE;
    }
}
