package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.guardrails.Freezing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets a frozen user spend again. */
@Command(
        name = "unfreeze",
        description = {
            "Let a frozen user spend again.",
            "Open reviews of the user's spending are resolved with it: what was charged so far freezes nobody again."
        })
final class UnfreezeCommand implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    @Mixin
    private final Writing writing = new Writing();

    UnfreezeCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        boolean changed = writing.run(
                invocation,
                client -> new Freezing(client)
                        .unfreeze(user.id, invocation.reason().orElse(null)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("user", user.id);
        answer.put("frozen", false);
        answer.put("changed", changed);
        writing.answer(
                invocation,
                answer,
                changed ? user.id + " can spend again." : user.id + " was not frozen; nothing was changed.",
                "bursar balance " + user.id + " shows what can be spent.");
        return Exit.DONE;
    }
}
