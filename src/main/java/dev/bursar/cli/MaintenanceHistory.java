package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.flags.Maintenance;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Who switched maintenance on and off. */
@Command(
        name = "history",
        description = {
            "Who switched maintenance on, changed it or switched it off, when and why; the newest first.",
            "Nothing stands here for an end that came by itself at 'until'."
        })
final class MaintenanceHistory implements Callable<Exit> {
    private final Invocation invocation;

    MaintenanceHistory(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        invocation
                .output()
                .print(
                        Rows.of(new Maintenance(invocation.database().client()).history()),
                        "There has been no maintenance.");
        return Exit.DONE;
    }
}
