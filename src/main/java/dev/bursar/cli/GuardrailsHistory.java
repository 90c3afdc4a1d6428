package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.guardrails.Freezing;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who froze and thawed whom. */
@Command(
        name = "history",
        description = {
            "Every freeze and thaw, of a user or of all: who did it, when and why; the newest first.",
            "Where bursar did it by itself, the review says for which figures."
        })
final class GuardrailsHistory implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(index = "0", arity = "0..1", paramLabel = "USER", description = "The host's own id of the user.")
    private @Nullable String user;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    GuardrailsHistory(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Freezing freezing = new Freezing(invocation.database().client());
        invocation.output().print(Rows.of(freezing.history(user, Math.max(1, limit))), "Nobody was ever frozen.");
        return Exit.DONE;
    }
}
