package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.run.StopSignal;
import dev.bursar.runbook.Answers;
import dev.bursar.runbook.Ending;
import dev.bursar.runbook.Following;
import dev.bursar.runbook.Journal;
import dev.bursar.runbook.JournalAction;
import dev.bursar.runbook.JournalRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A runbook on its way as its operator sees it: what happens on stderr, signals, the journal on stdout. */
final class RunbookFollower {
    private final Invocation invocation;

    RunbookFollower(Invocation invocation) {
        this.invocation = invocation;
    }

    /** Lets {@code work} follow a runbook, and prints what became of it. */
    Exit follow(Answers answers, Function<Following, Ending> work) {
        StopSignal stop = new StopSignal();
        Ending ending;
        try (Signals _ = Signals.stop(stop, invocation::note)) {
            ending = work.apply(new Following(
                    invocation.database(),
                    invocation.settings(),
                    invocation.environment(),
                    new RunbookDoor(invocation),
                    answers,
                    stop,
                    line -> invocation.note(TableText.harmless(line))));
        }
        if (ending.journal() > 0) {
            print(invocation, ending.journal());
        }
        if (!ending.message().isEmpty()) {
            invocation.err().println(TableText.harmlessLines("bursar: " + ending.message()));
            invocation.err().println(TableText.harmlessLines("  " + ending.hint()));
        }
        return ending.exit();
    }

    /** A journal: to people a line an action, to programs one object. */
    static void print(Invocation invocation, long id) {
        JournalRun run = Journal.find(invocation.database(), id);
        List<JournalAction> actions = Journal.actions(invocation.database(), id);
        if (!invocation.output().isForPeople()) {
            Map<String, @Nullable Object> whole = head(run);
            whole.put("steps", rows(actions).objects());
            invocation.output().print(whole);
            return;
        }
        invocation.output().print(head(run));
        invocation
                .output()
                .print(rows(actions).only("step", "heading", "kind", "status", "exit", "endedAt", "actor"), "");
    }

    private static Map<String, @Nullable Object> head(JournalRun run) {
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put("journal", run.id());
        head.put("runbook", run.runbook());
        head.put("file", run.file().map(Object::toString).orElse(null));
        head.put("sha256", run.sha256());
        head.put("parameters", run.parameters());
        head.put("status", run.status());
        head.put("rollingBack", run.isRollingBack());
        head.put("actor", run.actor());
        head.put("reason", run.reason().orElse(null));
        head.put("process", run.process());
        head.put("startedAt", run.startedAt());
        head.put("endedAt", run.endedAt().orElse(null));
        return head;
    }

    private static Rows rows(List<JournalAction> actions) {
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (JournalAction action : actions) {
            List<@Nullable Object> line = new ArrayList<>();
            line.add(action.id());
            line.add(action.heading());
            line.add(action.kind().word());
            line.add(action.language().word());
            line.add(action.said());
            line.add(action.sha256());
            line.add(action.status());
            line.add(action.tries());
            line.add(action.actor().orElse(null));
            line.add(action.startedAt().orElse(null));
            line.add(action.endedAt().orElse(null));
            line.add(action.exit().orElse(null));
            line.add(action.output().orElse(null));
            lines.add(line);
        }
        return new Rows(
                List.of(
                        "step",
                        "heading",
                        "kind",
                        "language",
                        "said",
                        "sha256",
                        "status",
                        "tries",
                        "actor",
                        "startedAt",
                        "endedAt",
                        "exit",
                        "output"),
                lines);
    }
}
