package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.ledger.OperatorEntries;
import dev.bursar.money.Millicredits;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An operator's gift. */
@Command(name = "grant", description = "Give a user credits as a bonus. Needs --reason.")
final class GrantCommand implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    @Mixin
    private final Writing writing = new Writing();

    @Mixin
    private final EntryOptions entry = new EntryOptions();

    @Option(names = "--expires", paramLabel = "INSTANT", description = "Until when; for ever if not given.")
    private @Nullable Instant expires;

    GrantCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = Writing.requireReason(invocation);
        Millicredits amount = Amounts.parsePositive(entry.credits);
        Map<String, Object> answer = Writing.object(writing.run(
                invocation,
                client -> new OperatorEntries(client)
                        .grant(user.id, entry.creditType, amount, expires, entry.key, reason)));
        writing.answer(
                invocation,
                answer,
                "Granted " + Amounts.credits(answer, "grantedMillicredits") + " " + entry.creditType + " to " + user.id
                        + (expires == null ? "" : " until " + expires) + "; the balance is "
                        + Amounts.credits(answer, "balanceMillicredits") + ".",
                "bursar lots " + user.id + " shows the lot.");
        return Exit.DONE;
    }
}
