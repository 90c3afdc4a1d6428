package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.runbook.Journal;
import dev.bursar.runbook.JournalAction;
import dev.bursar.runbook.JournalRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What was followed. */
@Command(
        name = "journal",
        description = {
            "The runbooks that were followed, the newest first; or one of them, step by step, with its outputs."
        })
final class RunbookJournal implements Callable<Exit> {
    private static final List<String> COLUMNS = List.of(
            "journal",
            "runbook",
            "parameters",
            "status",
            "rollingBack",
            "startedAt",
            "endedAt",
            "actor",
            "reason",
            "process");

    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "JOURNAL", description = "Its number; default a list of all.")
    @Nullable
    Long journal;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    RunbookJournal(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        if (journal != null) {
            RunbookFollower.print(invocation, journal);
            Journal.actions(invocation.database(), journal).forEach(this::sayOutput);
            return Exit.DONE;
        }
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (JournalRun run : Journal.newest(invocation.database(), Math.max(1, limit))) {
            List<@Nullable Object> line = new ArrayList<>();
            line.add(run.id());
            line.add(run.runbook());
            line.add(run.parameters());
            line.add(run.status());
            line.add(run.isRollingBack());
            line.add(run.startedAt());
            line.add(run.endedAt().orElse(null));
            line.add(run.actor());
            line.add(run.reason().orElse(null));
            line.add(run.process());
            lines.add(line);
        }
        invocation.output().print(new Rows(COLUMNS, lines), "no runbook was followed yet");
        return Exit.DONE;
    }

    private void sayOutput(JournalAction action) {
        action.output().filter(output -> !output.isEmpty()).ifPresent(output -> {
            invocation.output().say("\n" + action.id() + " " + action.said());
            invocation.output().say(output.indent(4));
        });
    }
}
