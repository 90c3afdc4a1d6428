package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.ledger.Holdings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A user's lots. */
@Command(
        name = "lots",
        description = {"A user's lots in the order in which they are consumed.", "Those that are used up come last."})
final class LotsCommand implements Callable<Exit> {
    private static final String[] FOR_PEOPLE = {
        "id",
        "creditType",
        "source",
        "grantedMillicredits",
        "remainingMillicredits",
        "priority",
        "carried",
        "effectiveAt",
        "expiresAt",
        "netPriceCents",
        "currency"
    };

    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    @Option(names = "--credit-type", paramLabel = "TYPE", description = "Only lots of this credit type.")
    private @Nullable String creditType;

    @Option(names = "--open", description = "Only lots that still hold something.")
    private boolean open;

    LotsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Rows rows = Rows.of(new Holdings(invocation.database().client(), user.id).lots(creditType, !open));
        Output output = invocation.output();
        output.print(output.isForPeople() ? rows.only(FOR_PEOPLE) : rows, "User " + user.id + " has no lots.");
        return Exit.DONE;
    }
}
