package dev.bursar.runbook;

import java.util.List;
import java.util.Optional;

/** What the door of commands lets a runbook do. */
public interface CommandDoor {
    /**
     * A word of a command line.
     *
     * @param isLiteral whether it stands in the runbook as it is; otherwise a parameter is in it, here with a value of its type
     */
    record Word(String text, boolean isLiteral) {}

    /**
     * What came of a command.
     *
     * @param output what it printed, results and notes, or the end of that
     * @param complaint what it said was wrong; empty where it said nothing
     */
    record Outcome(int exit, String output, String complaint) {}

    /**
     * What is wrong with a command line, which is read and not run.
     *
     * @param mustRead whether a command that changes something is wrong here
     * @return a sentence; empty if nothing is wrong
     */
    Optional<String> mistake(List<Word> words, boolean mustRead);

    /**
     * Runs a command in this process.
     *
     * @param arguments the command and its options, without {@code bursar}
     * @param readOnly whether the database must refuse it every change, where the command is one that can do without
     */
    Outcome run(List<String> arguments, boolean readOnly);
}
