package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.flags.Rollout;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who is in. */
@Command(
        name = "members",
        description = {
            "How many users are charged, and by which flag; with --credit-type, who they are.",
            "Those who come in first stand first."
        })
final class FlagsMembers implements Callable<Exit> {
    private static final List<String> MODES = List.of("charge", "shadow", "off", "legacy");

    private final Invocation invocation;

    @Option(names = "--credit-type", paramLabel = "TYPE", description = "Users and their charges of this credit type.")
    private @Nullable String creditType;

    @Option(names = "--mode", paramLabel = "MODE", description = "Only users with it: charge, shadow, off or legacy.")
    private @Nullable String mode;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    FlagsMembers(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        if (mode != null && !MODES.contains(mode)) {
            throw Fault.usage(
                    FaultCode.MALFORMED_VALUE,
                    "--mode '" + mode + "' is malformed",
                    "It is one of " + String.join(", ", MODES) + ".");
        }
        if (mode != null && creditType == null) {
            throw Fault.usage(FaultCode.USAGE, "--mode needs --credit-type", "Name the credit type as well.");
        }
        if (creditType != null) {
            var _ = invocation
                    .database()
                    .client()
                    .sql("SELECT (credit_type_of(?)).id")
                    .param(creditType)
                    .query(Integer.class)
                    .single();
        }
        Rollout rollout = new Rollout(invocation.database().client());
        Rows rows = Rows.of(
                creditType == null ? rollout.reach(null) : rollout.members(creditType, mode, Math.max(1, limit)));
        Output output = invocation.output();
        boolean isList = creditType != null;
        output.print(
                output.isForPeople() && isList
                        ? rows.only("userId", "mode", "decidedBy", "flagValue", "rolloutPlace")
                        : rows,
                isList ? "There are no such users." : "There are no users.");
        return Exit.DONE;
    }
}
