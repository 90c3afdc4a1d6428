package dev.bursar.cli;

import dev.bursar.fault.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Goes on with a runbook. */
@Command(
        name = "resume",
        description = {
            "Go on with a runbook at the first thing that is not done, whatever stopped it.",
            "A command whose end nobody saw is done again; of a script you must say whether it was done.",
            "Exit 4 where a step that is finished reads otherwise now."
        })
final class RunbookResume implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(paramLabel = "JOURNAL", description = "Its number, of 'bursar runbook journal'.")
    private long journal;

    @Mixin
    private final RunbookAnswers answers = new RunbookAnswers();

    @Mixin
    private final RunbookSettling settling = new RunbookSettling();

    RunbookResume(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        return new RunbookFollower(invocation)
                .follow(
                        answers.read(invocation, settling.wasDone, settling.wasNotDone),
                        following -> following.resume(journal));
    }
}
