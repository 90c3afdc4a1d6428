package dev.bursar.cli;

import dev.bursar.fault.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stops the embedded server. */
@Command(name = "stop", description = "Stop the embedded PostgreSQL; sessions end, what was committed stays.")
final class DbStop implements Callable<Exit> {
    /** What programs read. */
    private record Stopped(boolean stopped) {}

    private final Invocation invocation;

    DbStop(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        boolean stopped = DbStatus.embedded(invocation).stop();
        if (invocation.output().isForPeople()) {
            invocation.output().say(stopped ? "Stopped." : "It was not running.");
        } else {
            invocation.output().print(new Stopped(stopped));
        }
        return Exit.DONE;
    }
}
