package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.ledger.OperatorEntries;
import dev.bursar.money.Millicredits;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** An operator's correction. */
@Command(
        name = "adjust",
        description = {
            "Correct a user's balance up or down. Needs --reason.",
            "Exit 4 where more would be taken than can be spent: a balance is never negative."
        })
final class AdjustCommand implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    @Mixin
    private final Writing writing = new Writing();

    @Mixin
    private final EntryOptions entry = new EntryOptions();

    AdjustCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = Writing.requireReason(invocation);
        Millicredits amount = Amounts.parse(entry.credits);
        Map<String, Object> answer = Writing.object(writing.run(
                invocation,
                client -> new OperatorEntries(client).adjust(user.id, entry.creditType, amount, entry.key, reason)));
        writing.answer(
                invocation,
                answer,
                "Adjusted " + user.id + " by " + Amounts.credits(answer, "adjustedMillicredits") + " "
                        + entry.creditType + "; the balance is " + Amounts.credits(answer, "balanceMillicredits") + ".",
                "bursar ledger " + user.id + " shows the entry.");
        return Exit.DONE;
    }
}
