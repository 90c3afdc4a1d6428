package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.runbook.Runbook;
import dev.bursar.runbook.RunbookFile;
import dev.bursar.runbook.Values;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows a runbook. */
@Command(
        name = "run",
        description = {
            "Follow a runbook step by step, and keep a journal of it.",
            "It stops where a check fails, with that check's exit code, and where nobody answers what it asks (exit 4).",
            "'bursar runbook resume' goes on from there, also after a crash; Ctrl-C ends it after the command in hand."
        })
final class RunbookRun implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final RunbookParameters parameters = new RunbookParameters();

    @Mixin
    private final RunbookAnswers answers = new RunbookAnswers();

    @Option(
            names = "--dry-run",
            description = "Do the checks that come before the first change, say what would be done, change nothing.")
    private boolean dryRun;

    RunbookRun(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Runbook runbook = RunbookFile.open(parameters.runbook, new RunbookDoor(invocation));
        Values values =
                Values.of(runbook, parameters.values, invocation.settings().clock());
        return new RunbookFollower(invocation)
                .follow(
                        answers.read(invocation, List.of(), List.of()),
                        following -> dryRun
                                ? following.rehearse(runbook, values)
                                : following.start(runbook, values, invocation.reason()));
    }
}
