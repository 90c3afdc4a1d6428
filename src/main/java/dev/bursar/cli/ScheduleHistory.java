package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.schedule.Events;
import dev.bursar.schedule.Schedules;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What happened to schedules. */
@Command(
        name = "history",
        description = {
            "What happened to schedules besides runs, the newest first: who paused, resumed or caught up, and why;",
            "what was skipped, failed for good, was late or interrupted."
        })
final class ScheduleHistory implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "Only this job's.")
    private @Nullable String job;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    ScheduleHistory(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String only = job == null
                ? null
                : new Schedules(invocation.settings()).of(job).job();
        Events events = new Events(invocation.database().client());
        invocation.output().print(Rows.of(events.newest(only, Math.max(1, limit))), "nothing has happened yet");
        return Exit.DONE;
    }
}
