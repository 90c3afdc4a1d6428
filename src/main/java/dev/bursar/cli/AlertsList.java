package dev.bursar.cli;

import dev.bursar.alerts.AlertList;
import dev.bursar.fault.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What fires. */
@Command(
        name = "list",
        description = {
            "What fires now, the gravest first, with what no sink has been told yet.",
            "In JSON and CSV each alert also has its details."
        })
final class AlertsList implements Callable<Exit> {
    private final Invocation invocation;

    @Option(names = "--all", description = "Also what has ended, the newest first.")
    private boolean all;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "With --all, at most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    AlertsList(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        AlertList alerts = new AlertList(invocation.database().client());
        print(invocation, Rows.of(all ? alerts.history(Math.max(1, limit)) : alerts.firing()), all);
        return Exit.DONE;
    }

    /** People read the columns that they act by, programs all of them. */
    static void print(Invocation invocation, Rows rows, boolean all) {
        Output output = invocation.output();
        if (!output.isForPeople()) {
            output.print(rows, "");
        } else if (all) {
            output.print(
                    rows.only("severity", "key", "summary", "firstAt", "resolvedAt", "times", "undelivered"),
                    "there never was an alert");
        } else {
            output.print(
                    rows.only(
                            "severity",
                            "key",
                            "summary",
                            "firstAt",
                            "times",
                            "silencedUntil",
                            "undelivered",
                            "runbook"),
                    "nothing fires");
        }
    }
}
