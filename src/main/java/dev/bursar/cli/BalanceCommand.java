package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.ledger.Holdings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a user has. */
@Command(
        name = "balance",
        description = {
            "What a user has, and what of it can be spent now.",
            "Spendable is less than the balance while lots wait to begin, or are past their expiry and not booked out yet."
        })
final class BalanceCommand implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    BalanceCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Holdings holdings = new Holdings(invocation.database().client(), user.id);
        invocation
                .output()
                .print(Rows.of(holdings.balances()), "User " + user.id + " holds no credits of any type yet.");
        return Exit.DONE;
    }
}
