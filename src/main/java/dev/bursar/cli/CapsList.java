package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.guardrails.Caps;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Which caps hold. */
@Command(
        name = "list",
        description = {
            "Which caps hold for a user's requests, and who set them; without USER, every cap that was set for a user.",
            "request: of one request. session: of 60 minutes. day: of a day of UTC. Reaching a cap is within it."
        })
final class CapsList implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(index = "0", arity = "0..1", paramLabel = "USER", description = "The host's own id of the user.")
    private @Nullable String user;

    CapsList(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Caps caps = new Caps(invocation.database().client());
        if (user == null) {
            invocation.output().print(Rows.of(caps.own()), "Nobody has caps of their own; the catalogue's hold.");
        } else {
            invocation.output().print(Rows.of(caps.of(user)), "No action is capped for " + user + ".");
        }
        return Exit.DONE;
    }
}
