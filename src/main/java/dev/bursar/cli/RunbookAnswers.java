package dev.bursar.cli;

import dev.bursar.runbook.Answers;
import java.io.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a runbook asks, answered on the command line. */
final class RunbookAnswers {
    @Option(
            names = "--tick",
            arity = "1..*",
            paramLabel = "STEP",
            description = "Tick '- [ ]': 2.1 one of them, 2 all of that step. --yes ticks every one.")
    List<String> ticks = new ArrayList<>();

    @Option(
            names = "--confirm",
            paramLabel = "TEXT",
            description = "What a confirmation wants typed, letter by letter. --yes does not stand for it.")
    List<String> confirmations = new ArrayList<>();

    @Option(names = "--allow-shell", description = "Let blocks of sh run. They run as you, with your environment.")
    boolean allowShell;

    /** The answers of this invocation; a person is asked for the others where one sits at a terminal. */
    Answers read(Invocation invocation, List<String> wasDone, List<String> wasNotDone) {
        return new Answers(
                invocation.options().yes, ticks, confirmations, wasDone, wasNotDone, allowShell, RunbookAnswers::ask);
    }

    private static Optional<String> ask(String question) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readLine("%s", TableText.harmless(question)));
    }
}
