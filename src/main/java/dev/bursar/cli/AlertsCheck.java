package dev.bursar.cli;

import dev.bursar.alerts.AlertCheck;
import dev.bursar.fault.Exit;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Checks an alert file. */
@Command(
        name = "check",
        description = {
            "Check an alert file, or the one in force, and that the environment holds what its sinks need.",
            "What is wrong is said with line and field; exit 2. Asks no database and tells no sink."
        })
final class AlertsCheck implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "An alert file; default the one in force.")
    @Nullable
    Path file;

    AlertsCheck(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        AlertCheck check = file == null
                ? AlertCheck.ofInForce(invocation.settings(), invocation.environment())
                : AlertCheck.of(file, invocation.environment());
        if (invocation.output().isForPeople()) {
            invocation
                    .output()
                    .say(check.file() + " is well: " + check.rules() + " rules, " + check.off()
                            + " more that are off; told are " + String.join(", ", check.sinks()) + ".");
        } else {
            invocation.output().print(check);
        }
        return Exit.DONE;
    }
}
