package dev.bursar.cli;

import dev.bursar.fault.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Goes on with a run. */
@Command(
        name = "restart",
        description = {
            "Go on with a run that failed, was stopped or died, where it stood.",
            "A completed one is done again for what has become due since."
        })
final class RunsRestart implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(paramLabel = "RUN", description = "The run's number.")
    private long run;

    @Option(names = "--workers", paramLabel = "N", description = "How many ranges are worked on at once.")
    private int workers = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, JobOptions.MOST_WORKERS_UNASKED);

    RunsRestart(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        int checked = JobOptions.workers(workers);
        return new RunConsole(invocation).watch(operations -> operations.restart(run, checked, invocation.reason()));
    }
}
