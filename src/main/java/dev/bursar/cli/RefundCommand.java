package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.ledger.OperatorEntries;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A charge taken back. */
@Command(
        name = "refund",
        description = {
            "Take a charge back, whole and once. Needs --reason.",
            "Every credit returns to the lot it came from; what has expired since becomes an adjustment."
        })
final class RefundCommand implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    @Mixin
    private final Writing writing = new Writing();

    @Option(names = "--key", paramLabel = "KEY", required = true, description = "The charge's key.")
    private String key = "";

    RefundCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = Writing.requireReason(invocation);
        Map<String, Object> answer = Writing.object(
                writing.run(invocation, client -> new OperatorEntries(client).refund(user.id, key, reason)));
        writing.answer(
                invocation,
                answer,
                "Refunded " + Amounts.credits(answer, "refundedMillicredits") + " credits to " + user.id
                        + "; the balance is " + Amounts.credits(answer, "balanceMillicredits") + ".",
                "bursar ledger " + user.id + " shows the charge and its refund.");
        return Exit.DONE;
    }
}
