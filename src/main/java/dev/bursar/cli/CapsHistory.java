package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.guardrails.Caps;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Who set and cleared a user's caps. */
@Command(name = "history", description = "Who set or cleared caps of a user, when and why; the newest first.")
final class CapsHistory implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    CapsHistory(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        invocation
                .output()
                .print(
                        Rows.of(new Caps(invocation.database().client()).history(user.id)),
                        user.id + " never had caps of their own.");
        return Exit.DONE;
    }
}
