package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.ledger.OperatorEntries;
import dev.bursar.money.Millicredits;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Option(names = "--credit-type", paramLabel = "TYPE", required = true, description = "Such as credits or shobeis.")
    private String creditType = "";

    @Option(
            names = "--credits",
            paramLabel = "N",
            required = true,
            description = "How many, with a sign: -5 takes five away.")
    private String credits = "";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            required = true,
            description = "Takes effect once; a repeat gets the first answer.")
    private String key = "";

    AdjustCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = Writing.requireReason(invocation);
        Millicredits amount = Amounts.parse(credits);
        Map<String, Object> answer = Writing.object(writing.run(
                invocation, client -> new OperatorEntries(client).adjust(user.id, creditType, amount, key, reason)));
        writing.answer(
                invocation,
                answer,
                "Adjusted " + user.id + " by " + Amounts.credits(answer, "adjustedMillicredits") + " " + creditType
                        + "; the balance is " + Amounts.credits(answer, "balanceMillicredits") + ".",
                "bursar ledger " + user.id + " shows the entry.");
        return Exit.DONE;
    }
}
