package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.flags.Rollout;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What was said of flags. */
@Command(name = "history", description = "Everything that was said of a flag, or of all: what, who, when and why.")
final class FlagsHistory implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FLAG", description = "As in bursar flags list.")
    private @Nullable String flag;

    @Option(names = "--limit", paramLabel = "N", description = "The newest N (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    FlagsHistory(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Rollout rollout = new Rollout(invocation.database().client());
        if (flag != null) {
            rollout.requireFlag(flag);
        }
        Rows rows = Rows.of(rollout.history(flag, Math.max(1, limit)));
        Output output = invocation.output();
        output.print(
                output.isForPeople()
                        ? rows.only("effectiveAt", "flag", "value", "source", "actor", "reason", "partOf", "reverts")
                        : rows,
                "Nothing was ever said: every flag has its default.");
        return Exit.DONE;
    }
}
