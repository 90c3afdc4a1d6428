package dev.bursar.runbook;

import dev.bursar.config.Settings;
import dev.bursar.database.Database;
import dev.bursar.database.SessionLock;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.StopSignal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Follows runbooks: begins, goes on, takes back. One at a time of a runbook with the same parameters. */
public final class Following {
    private final Database database;
    private final Settings settings;
    private final CommandDoor door;
    private final Answers answers;
    private final Journal journal;
    private final Steps steps;
    private final Consumer<String> say;

    /**
     * @param environment of this process, which scripts get, and whose secrets are struck out of the journal
     * @param say takes what happens, line by line, for a person who watches
     */
    public Following(
            Database database,
            Settings settings,
            Map<String, String> environment,
            CommandDoor door,
            Answers answers,
            StopSignal stop,
            Consumer<String> say) {
        this.database = database;
        this.settings = settings;
        this.door = door;
        this.answers = answers;
        this.say = say;
        this.journal = new Journal(database, Secrets.of(settings, environment));
        this.steps =
                new Steps(journal, new Performer(database, door, new ShellScript(environment)), answers, stop, say);
    }

    /**
     * Follows a runbook from its beginning.
     *
     * @return how it ended; throws a fault where a step failed with exit 1 or 2, was refused, or waits for an answer. The
     *     journal then says how far it came.
     */
    public Ending start(Runbook runbook, Values values, Optional<String> reason) {
        answers.refuseUnknownTicks(runbook);
        refuseShell(runbook, false);
        refuseSecrets(values);
        try (SessionLock _ = lock(runbook, runbook.identity(values))) {
            tellOfUnfinished(runbook.identity(values));
            long id = journal.open(runbook, values, answers.allowShell(), reason);
            say.accept("journal " + id + ": " + runbook.header().title() + inWords(values));
            return steps.forward(new Journey(id, runbook, values), rows(id));
        }
    }

    /** Does what of a rehearsal can be done without changing anything; keeps no journal. */
    public Ending rehearse(Runbook runbook, Values values) {
        answers.refuseUnknownTicks(runbook);
        refuseShell(runbook, false);
        return steps.rehearse(new Journey(0, runbook, values));
    }

    /** Goes on with a journal at the first action that is not done. Throws as {@link #start} does. */
    public Ending resume(long id) {
        JournalRun run = Journal.find(database, id);
        if (run.status().equals("COMPLETED")) {
            say.accept("journal " + id + " is complete: there is nothing left to do");
            return Ending.done(id);
        }
        if (run.isRollingBack()) {
            throw Fault.refused(
                    FaultCode.REFUSED,
                    "journal " + id + (run.status().equals("ROLLED_BACK") ? " was" : " is being")
                            + " rolled back; nothing was done",
                    run.status().equals("ROLLED_BACK")
                            ? "Begin anew with: bursar runbook run " + run.argument()
                            : "Go on with: bursar runbook rollback " + id);
        }
        Runbook runbook = RunbookFile.open(run.argument(), door);
        Values values = values(runbook, run);
        answers.refuseUnknownTicks(runbook);
        refuseShell(runbook, false);
        try (SessionLock _ = lock(runbook, run.identity())) {
            Changes.refuse(runbook, rows(id));
            journal.reopen(id, runbook, values, false);
            say.accept("journal " + id + " goes on: " + runbook.header().title() + inWords(values));
            return steps.forward(new Journey(id, runbook, values), rows(id));
        }
    }

    /** Undoes what the finished steps of a journal did, the last one first. Throws as {@link #start} does. */
    public Ending rollBack(long id) {
        JournalRun run = Journal.find(database, id);
        if (run.status().equals("ROLLED_BACK")) {
            say.accept("journal " + id + " was rolled back before: there is nothing left to undo");
            return Ending.done(id);
        }
        Runbook runbook = RunbookFile.open(run.argument(), door);
        Values values = values(runbook, run);
        refuseShell(runbook, true);
        try (SessionLock _ = lock(runbook, run.identity())) {
            Changes.refuse(runbook, rows(id));
            steps.settleBegun(new Journey(id, runbook, values), rows(id));
            journal.reopen(id, runbook, values, true);
            say.accept("journal " + id + " is rolled back: " + runbook.header().title() + inWords(values));
            return steps.backward(new Journey(id, runbook, values), rows(id));
        }
    }

    private List<JournalAction> rows(long id) {
        return Journal.actions(database, id);
    }

    private Values values(Runbook runbook, JournalRun run) {
        return Values.of(
                runbook,
                run.parameters().entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .toList(),
                settings.clock());
    }

    private SessionLock lock(Runbook runbook, String identity) {
        return SessionLock.take(database, Journal.lockOf(identity)).orElseThrow(() -> {
            String who = Journal.newest(database, Integer.MAX_VALUE).stream()
                    .filter(run ->
                            run.identity().equals(identity) && run.status().equals("RUNNING"))
                    .findFirst()
                    .map(run -> "journal " + run.id() + ", by " + run.actor() + " since " + run.startedAt() + ", "
                            + run.process())
                    .orElse("it has only just been begun");
            return Fault.refused(
                    FaultCode.ALREADY_RUNNING,
                    "the runbook " + runbook.name() + " is being followed with the same parameters: " + who
                            + "; this one did nothing",
                    "Wait until it has ended; 'bursar runbook journal' shows how far it is.");
        });
    }

    private void tellOfUnfinished(String identity) {
        Journal.newest(database, 1_000).stream()
                .filter(run -> run.identity().equals(identity))
                .filter(run -> !List.of("COMPLETED", "ROLLED_BACK").contains(run.status()))
                .findFirst()
                .ifPresent(run -> say.accept("note: journal " + run.id()
                        + " of the same runbook and parameters is not finished; " + "this begins anew"));
    }

    /** A value that cannot be written down cannot be gone on with. */
    private void refuseSecrets(Values values) {
        values.byName().forEach((name, value) -> {
            if (!journal.struck(value).equals(value)) {
                throw Fault.usage(
                        FaultCode.USAGE,
                        "the parameter " + name + " holds a secret, which no journal may; nothing was done",
                        "Hand secrets to bursar by its environment or bursar.yaml.");
            }
        });
    }

    private void refuseShell(Runbook runbook, boolean undo) {
        String lines = runbook.actions()
                .filter(action -> action.language() == Language.SH && (action.kind() == Kind.UNDO) == undo)
                .map(action -> String.valueOf(action.line()))
                .collect(Collectors.joining(", "));
        if (!lines.isEmpty() && !answers.allowShell()) {
            throw Fault.refused(
                    FaultCode.SHELL_NOT_ALLOWED,
                    "the runbook " + runbook.name() + " runs shell scripts (line " + lines + "); nothing was done",
                    "Read them with 'bursar runbook show " + runbook.argument()
                            + "', then allow them with --allow-shell.");
        }
    }

    private static String inWords(Values values) {
        return values.byName().entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(
                        ", ",
                        values.byName().isEmpty() ? "" : " (",
                        values.byName().isEmpty() ? "" : ")"));
    }
}
