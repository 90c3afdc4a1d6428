package dev.bursar.cli;

import dev.bursar.fault.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes back what a runbook did. */
@Command(
        name = "rollback",
        description = {
            "Undo what a runbook did: the undo blocks of the steps that were done, the last step first.",
            "A step without an undo stays as it is, and is named. Repeat the command to go on after it was stopped."
        })
final class RunbookRollback implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(paramLabel = "JOURNAL", description = "Its number, of 'bursar runbook journal'.")
    private long journal;

    @Mixin
    private final RunbookAnswers answers = new RunbookAnswers();

    @Mixin
    private final RunbookSettling settling = new RunbookSettling();

    RunbookRollback(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        return new RunbookFollower(invocation)
                .follow(
                        answers.read(invocation, settling.wasDone, settling.wasNotDone),
                        following -> following.rollBack(journal));
    }
}
