package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.guardrails.Caps;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes a user's own caps away. */
@Command(name = "clear", description = "Let the catalogue's caps of an action hold for a user again. Needs --reason.")
final class CapsClear implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    @Mixin
    private final Writing writing = new Writing();

    @Option(names = "--action", paramLabel = "A", required = true, description = "As in bursar caps list USER.")
    private String action = "";

    CapsClear(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = Writing.requireReason(invocation);
        Caps.Change change = writing.run(invocation, client -> new Caps(client).clear(user.id, action, reason));
        writing.answer(
                invocation,
                CapsSet.object(user.id, action, change),
                change.happened()
                        ? "The catalogue's caps hold for " + user.id + " and " + action + " again: "
                                + CapsSet.words(change.after()) + "."
                        : user.id + " had no caps of their own for " + action + "; nothing was changed.",
                "bursar caps list " + user.id + " shows what holds.");
        return Exit.DONE;
    }
}
