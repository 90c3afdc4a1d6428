package dev.bursar.cli;

import dev.bursar.config.Settings;
import dev.bursar.fault.Exit;
import dev.bursar.flags.EnvironmentFlags;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Publishes the switches of this environment. */
@Command(
        name = "sync",
        description = {
            "Publish the switches that environment and bursar.yaml set, and withdraw those that they set no longer.",
            "Published switches hold for every command and for the host, above what operators set. serve does the same when it"
                    + " starts. ROLLOVER_ENABLED=false in front of the command publishes that one."
        })
final class FlagsSync implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final Writing writing = new Writing();

    FlagsSync(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Settings settings = invocation.settings();
        String reason = invocation.reason().orElse(null);
        List<EnvironmentFlags.Change> changes =
                writing.run(invocation, client -> new EnvironmentFlags(client).publish(settings, reason));
        invocation
                .output()
                .print(
                        new Rows(
                                List.of("flag", "before", "published"),
                                changes.stream().map(FlagsSync::line).toList()),
                        "What is published agrees with this environment.");
        if (writing.dryRun && !changes.isEmpty()) {
            invocation.note("dry run: nothing was changed");
        }
        return Exit.DONE;
    }

    private static List<@Nullable Object> line(EnvironmentFlags.Change change) {
        return Arrays.asList(
                change.flag(), change.before().orElse(null), change.after().orElse(null));
    }
}
