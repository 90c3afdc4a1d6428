package dev.bursar.runbook;

import dev.bursar.database.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A night on which a runbook is needed.
 *
 * @param server the version of the server that it happens on
 * @param before how things came to be so
 * @param answers what the operator gives to {@code run} beside the parameters, and to {@code resume}
 * @param parameters {@code name=value}, of the first and of the second time that it is followed
 * @param done what must be so when it was followed
 * @param undone what must be so when it was rolled back
 */
record Scene(
        TestServer server,
        Consumer<Shelf> before,
        List<String> answers,
        IntFunction<List<String>> parameters,
        Consumer<Shelf> done,
        Consumer<Shelf> undone) {

    /** A runbook that changes nothing that could be undone. */
    static Scene of(Consumer<Shelf> before, List<String> answers, List<String> parameters, Consumer<Shelf> done) {
        return new Scene(TestServer.EMBEDDED, before, answers, _ -> parameters, done, _ -> {});
    }

    Scene undone(Consumer<Shelf> then) {
        return new Scene(server, before, answers, parameters, done, then);
    }

    Scene on(TestServer other) {
        return new Scene(other, before, answers, parameters, done, undone);
    }

    Scene withParameters(IntFunction<List<String>> each) {
        return new Scene(server, before, answers, each, done, undone);
    }

    /** The command that follows it. */
    String[] run(String runbook, int time) {
        List<String> arguments = new ArrayList<>(List.of("runbook", "run", runbook));
        parameters.apply(time).forEach(pair -> arguments.addAll(List.of("--param", pair)));
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
