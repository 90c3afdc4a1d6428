package dev.bursar.cli;

import dev.bursar.alerts.Silences;
import dev.bursar.fault.Exit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a silence early. */
@Command(
        name = "unsilence",
        description = {"End a silence early: what still fires is told from now on. Needs --reason."})
final class AlertsUnsilence implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final Writing writing = new Writing();

    @Parameters(paramLabel = "KEY", description = "As it was silenced.")
    private String key = "";

    AlertsUnsilence(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = Writing.requireReason(invocation);
        boolean changed = writing.run(invocation, client -> new Silences(client).unsilence(key, reason));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("key", key);
        answer.put("changed", changed);
        writing.answer(
                invocation,
                answer,
                changed ? key + " is no longer silenced." : key + " was not silenced; nothing was changed.",
                "bursar alerts list shows what fires.");
        return Exit.DONE;
    }
}
