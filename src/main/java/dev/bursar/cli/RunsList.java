package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.operations.RunControl;
import dev.bursar.operations.RunRow;
import dev.bursar.run.Jobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The newest runs first. */
@Command(
        name = "list",
        description = {
            "The newest runs first.",
            "DEAD is a run whose process ended without a word, or has been silent for too long.",
            "startedAt and finishedAt are of the last start; doneAt is when work was last completed, which a repeat that finds"
                    + " nothing to do leaves as it is."
        })
final class RunsList implements Callable<Exit> {
    private static final List<String> COLUMNS = List.of(
            "run",
            "job",
            "for",
            "scope",
            "attempt",
            "status",
            "dryRun",
            "read",
            "written",
            "skipped",
            "rejected",
            "startedAt",
            "finishedAt",
            "doneAt",
            "actor");

    private final Invocation invocation;

    @Option(names = "--job", paramLabel = "JOB", description = "Only this job's.")
    private @Nullable String job;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    RunsList(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Optional<String> only =
                Optional.ofNullable(job).map(name -> Jobs.find(name).name());
        RunControl control = new RunControl(invocation.database());
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (RunRow run : control.list(only, Math.max(1, limit))) {
            List<@Nullable Object> line = new ArrayList<>();
            line.add(run.id());
            line.add(run.identity().job());
            line.add(run.identity().businessFor());
            line.add(run.identity().scope());
            line.add(run.identity().attempt());
            line.add(control.isDead(run) ? "DEAD" : run.status());
            line.add(run.dryRun());
            line.addAll(run.figures().counts().values());
            line.add(run.startedAt());
            line.add(run.finishedAt().orElse(null));
            line.add(run.doneAt().orElse(null));
            line.add(run.actor());
            lines.add(line);
        }
        invocation.output().print(new Rows(COLUMNS, lines), "no runs yet");
        return Exit.DONE;
    }
}
