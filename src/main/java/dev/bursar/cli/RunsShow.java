package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.operations.RunControl;
import dev.bursar.operations.RunRow;
import dev.bursar.operations.RunStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Everything about one run. */
@Command(
        name = "show",
        description = {
            "Everything about one run: who, when, how far, what it did, why it failed, and each of its starts.",
            "Its figures are those of all its starts. With --follow, progress goes to stderr until the run ends, and the exit"
                    + " code is the run's: 0 completed, 1 failed or dead, 3 with findings, 130 stopped."
        })
final class RunsShow implements Callable<Exit> {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(3);
    private static final List<String> START_COLUMNS =
            List.of("startedAt", "endedAt", "outcome", "actor", "host", "processId", "reason");

    private final Invocation invocation;

    @Parameters(paramLabel = "RUN", description = "The run's number.")
    private long run;

    @Option(names = "--follow", description = "Watch it until it ends, whichever process or node works on it.")
    private boolean follow;

    RunsShow(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() throws InterruptedException {
        RunControl control = new RunControl(invocation.database());
        RunRow row = follow ? followed(control) : control.show(run);
        print(row, control.starts(run));
        boolean dead = control.isDead(row);
        if (dead) {
            invocation.note(
                    "its process died, or has been silent for too long; a node goes on with it by itself. Without nodes:"
                            + " bursar runs recover, then bursar runs restart " + run);
        } else if (row.status().equals("FAILED") || row.status().equals("STOPPED")) {
            invocation.note("go on with: bursar runs restart " + run);
        }
        return follow ? exit(row) : Exit.DONE;
    }

    private RunRow followed(RunControl control) throws InterruptedException {
        try (ProgressLine progress = new ProgressLine(invocation, BETWEEN_LINES)) {
            return control.follow(run, progress);
        }
    }

    private void print(RunRow row, List<RunStart> starts) {
        Map<String, Object> json = row.toJson();
        if (invocation.output().format() == Format.JSON) {
            json.put("history", starts.stream().map(RunStart::toJson).toList());
            invocation.output().print(json);
            return;
        }
        invocation.output().print(RunConsole.flat(json));
        if (invocation.output().isForPeople()) {
            invocation.output().say("");
            invocation
                    .output()
                    .print(
                            new Rows(
                                    START_COLUMNS,
                                    starts.stream().map(RunsShow::line).toList()),
                            "no starts");
        }
    }

    private static List<@Nullable Object> line(RunStart start) {
        List<@Nullable Object> line = new ArrayList<>();
        line.add(start.startedAt());
        line.add(start.endedAt().orElse(null));
        line.add(start.outcome().orElse("at work"));
        line.add(start.actor());
        line.add(start.host());
        line.add(start.processId());
        line.add(start.reason().orElse(null));
        return line;
    }

    private static Exit exit(RunRow row) {
        return switch (row.status()) {
            case "COMPLETED" -> row.findings() == 0 ? Exit.DONE : Exit.ANSWER_IS_NO;
            case "STOPPED" -> Exit.INTERRUPTED;
            default -> Exit.FAILED;
        };
    }
}
