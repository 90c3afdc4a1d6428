package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.guardrails.Freezing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops a user's charges. */
@Command(
        name = "freeze",
        description = {
            "Charge a user nothing until unfreeze. Needs --reason.",
            "Balances stay, and monthly allocation goes on."
        })
final class FreezeCommand implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    @Mixin
    private final Writing writing = new Writing();

    FreezeCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = Writing.requireReason(invocation);
        boolean changed = writing.run(invocation, client -> new Freezing(client).freeze(user.id, reason));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("user", user.id);
        answer.put("frozen", true);
        answer.put("changed", changed);
        writing.answer(
                invocation,
                answer,
                changed
                        ? user.id + " is frozen: nothing is charged."
                        : user.id + " was frozen already; nothing was changed.",
                "bursar unfreeze " + user.id + " lets the user spend again.");
        return Exit.DONE;
    }
}
