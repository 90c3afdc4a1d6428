package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.flags.Rollout;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes back what was set as part of something. */
@Command(
        name = "revert",
        description = {
            "Take back what was set with --part-of NAME: each flag says what stood before again.",
            "What somebody has set since stays. Doing it twice changes nothing."
        })
final class FlagsRevert implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final Writing writing = new Writing();

    @Parameters(index = "0", paramLabel = "NAME", description = "As it was given to --part-of.")
    private String part = "";

    FlagsRevert(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = invocation.reason().orElse(null);
        List<Rollout.Reverted> reverted = writing.run(invocation, client -> new Rollout(client).revert(part, reason));
        invocation
                .output()
                .print(
                        Rows.of(Rollout.Reverted.class, reverted),
                        "Nothing was changed: nothing that is part of " + part + " stands.");
        if (writing.dryRun && !reverted.isEmpty()) {
            invocation.note("dry run: nothing was changed");
        }
        return Exit.DONE;
    }
}
