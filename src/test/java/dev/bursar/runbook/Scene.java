package dev.bursar.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A night on which a runbook is needed.
 *
 * @param isEmbedded whether it happens on an embedded server of its own
 * @param before how things came to be so
 * @param answers what the operator gives to {@code run} beside the parameters, and to {@code resume}
 * @param parameters {@code name=value}, of the first and of the second time that it is followed
 * @param done what must be so when it was followed
 * @param undone what must be so when it was rolled back
 */
record Scene(
        boolean isEmbedded,
        Consumer<Shelf> before,
        List<String> answers,
        BiFunction<Shelf, Integer, List<String>> parameters,
        Consumer<Shelf> done,
        Consumer<Shelf> undone) {

    /** A runbook that changes nothing that could be undone. */
    static Scene of(Consumer<Shelf> before, List<String> answers, List<String> parameters, Consumer<Shelf> done) {
        return new Scene(false, before, answers, (_, _) -> parameters, done, _ -> {});
    }

    Scene undone(Consumer<Shelf> then) {
        return new Scene(isEmbedded, before, answers, parameters, done, then);
    }

    Scene embedded() {
        return new Scene(true, before, answers, parameters, done, undone);
    }

    Scene withParameters(BiFunction<Shelf, Integer, List<String>> each) {
        return new Scene(isEmbedded, before, answers, each, done, undone);
    }

    /** The command that follows it. */
    String[] run(Shelf shelf, String runbook, int time) {
        List<String> arguments = new ArrayList<>(List.of("runbook", "run", runbook));
        parameters.apply(shelf, time).forEach(pair -> arguments.addAll(List.of("--param", pair)));
        arguments.addAll(answers);
        return arguments.toArray(String[]::new);
    }

    /** The command that goes on with a journal. */
    String[] resume(long journal) {
        List<String> arguments = new ArrayList<>(List.of("runbook", "resume", String.valueOf(journal)));
        arguments.addAll(answers);
        return arguments.toArray(String[]::new);
    }
}
