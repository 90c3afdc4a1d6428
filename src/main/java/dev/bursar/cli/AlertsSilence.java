package dev.bursar.cli;

import dev.bursar.alerts.Silences;
import dev.bursar.fault.Exit;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps sinks from being told of an alert for a while. */
@Command(
        name = "silence",
        description = {
            "Tell no sink that an alert fires until an instant. Needs --reason.",
            "It is still listed, and told if it fires when the silence ends. That it ended is told all the same."
        })
final class AlertsSilence implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final Writing writing = new Writing();

    @Parameters(
            paramLabel = "KEY",
            description =
                    "An alert's, what stands before one of its colons (run-failed for all of run-failed:…), or a rule's name.")
    private String key = "";

    @Option(
            names = "--until",
            required = true,
            paramLabel = "INSTANT",
            converter = DateOrInstant.class,
            description = "When it ends, as 2026-12-01T06:00:00Z, by the server's clock.")
    private Instant until = Instant.EPOCH;

    AlertsSilence(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = Writing.requireReason(invocation);
        long firing = writing.run(invocation, client -> new Silences(client).silence(key, until, reason));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("key", key);
        answer.put("until", until);
        answer.put("firing", firing);
        writing.answer(
                invocation,
                answer,
                "Nobody is told of " + key + " until " + until + ". Silenced alerts that fire now: " + firing + ".",
                "bursar alerts unsilence '" + key + "' --reason … ends it early.");
        return Exit.DONE;
    }
}
