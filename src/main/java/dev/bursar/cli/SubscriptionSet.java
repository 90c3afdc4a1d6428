package dev.bursar.cli;

import dev.bursar.customers.Subscriptions;
import dev.bursar.fault.Exit;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts a user on a plan. */
@Command(
        name = "set",
        description = {
            "Put a user on a plan, or back on one.",
            "An upgrade takes effect at once and grants the difference for the days that are left;",
            "any other plan takes effect with the next period."
        })
final class SubscriptionSet implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    @Mixin
    private final Writing writing = new Writing();

    @Option(names = "--plan", paramLabel = "PLAN", required = true, description = "A plan of the catalogue.")
    private String plan = "";

    @Option(
            names = "--effective",
            paramLabel = "DATE",
            description = "From when, in the subscription's zone; now if not given.")
    private @Nullable LocalDate effective;

    SubscriptionSet(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = invocation.reason().orElse(null);
        Map<String, Object> answer = Writing.object(
                writing.run(invocation, client -> new Subscriptions(client).set(user.id, plan, effective, reason)));
        writing.answer(
                invocation,
                answer,
                SubscriptionSentences.of(user.id, answer),
                "bursar subscription show " + user.id + " shows every change, past and to come.");
        return Exit.DONE;
    }
}
