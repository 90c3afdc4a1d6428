package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.guardrails.SpendingReviews;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who is up for review. */
@Command(
        name = "reviews",
        description = {
            "Users who were charged far more in a day than usual, the newest first; frozen: until somebody thaws them.",
            "average: charged per day within the 14 days before, on which anything was. times: how many times that.",
            "passed: of what was charged, what somebody has looked at before; it counts no more."
        })
final class GuardrailsReviews implements Callable<Exit> {
    private final Invocation invocation;

    @Option(names = "--all", description = "Also those that somebody has resolved.")
    private boolean all;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    GuardrailsReviews(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Rows rows = Rows.of(new SpendingReviews(invocation.database().client()).list(all, Math.max(1, limit)));
        Output output = invocation.output();
        output.print(
                output.isForPeople()
                        ? rows.only(
                                "id",
                                "userId",
                                "creditType",
                                "day",
                                "chargedMillicredits",
                                "averageMillicredits",
                                "times",
                                "state",
                                "resolvedBy",
                                "resolvedReason")
                        : rows,
                "Nobody is up for review.");
        return Exit.DONE;
    }
}
