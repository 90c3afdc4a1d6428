package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.ledger.Holdings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A user's entries. */
@Command(
        name = "ledger",
        description = {
            "A user's entries, oldest first.",
            "People read the columns that matter most; -o json and csv have all."
        })
final class LedgerCommand implements Callable<Exit> {
    private static final String[] FOR_PEOPLE = {
        "id",
        "occurredAt",
        "creditType",
        "type",
        "amountMillicredits",
        "balanceAfterMillicredits",
        "idempotencyKey",
        "reason"
    };

    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    @Option(names = "--credit-type", paramLabel = "TYPE", description = "Only entries of this credit type.")
    private @Nullable String creditType;

    @Option(names = "--newest", paramLabel = "N", description = "Only the newest N entries.")
    private int newest = Integer.MAX_VALUE;

    LedgerCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Rows rows = Rows.of(new Holdings(invocation.database().client(), user.id).entries(creditType, newest));
        Output output = invocation.output();
        output.print(output.isForPeople() ? rows.only(FOR_PEOPLE) : rows, "User " + user.id + " has no entries.");
        return Exit.DONE;
    }
}
