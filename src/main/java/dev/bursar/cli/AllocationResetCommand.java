package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.ledger.OperatorEntries;
import dev.bursar.money.Millicredits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Begins the open period's allowances anew. */
@Command(
        name = "reset",
        description = {
            "Expire what is left of a user's allowances and grant them anew. Needs --reason.",
            "The new credits are an adjustment that ends with the open period; everything else stays."
        })
final class AllocationResetCommand implements Callable<Exit> {
    private record Reset(String creditType, long grantedMillicredits, long balanceMillicredits) {}

    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    @Mixin
    private final Writing writing = new Writing();

    AllocationResetCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = Writing.requireReason(invocation);
        String json = writing.run(invocation, client -> new OperatorEntries(client).resetAllowance(user.id, reason));
        List<Reset> resets = new ArrayList<>(Writing.list(json, Reset.class));
        Output output = invocation.output();
        output.print(
                Rows.of(Reset.class, resets),
                "User " + user.id + " has no allowance in an open period; nothing was changed.");
        for (Reset reset : resets) {
            output.say("Granted " + Millicredits.of(reset.grantedMillicredits()) + " " + reset.creditType() + " anew.");
        }
        output.say(
                writing.dryRun
                        ? "Dry run: nothing was changed."
                        : "Next: bursar ledger " + user.id + " shows the entries.");
        return Exit.DONE;
    }
}
