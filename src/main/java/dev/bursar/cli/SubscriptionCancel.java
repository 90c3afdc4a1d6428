package dev.bursar.cli;

import dev.bursar.customers.Subscriptions;
import dev.bursar.fault.Exit;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a user's subscription. */
@Command(
        name = "cancel",
        description = {
            "End a user's subscription now: no further period opens.",
            "What is held expires as it would; purchased credits stay."
        })
final class SubscriptionCancel implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    @Mixin
    private final Writing writing = new Writing();

    SubscriptionCancel(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = invocation.reason().orElse(null);
        Map<String, Object> answer =
                Writing.object(writing.run(invocation, client -> new Subscriptions(client).cancel(user.id, reason)));
        writing.answer(
                invocation,
                answer,
                SubscriptionSentences.of(user.id, answer),
                "bursar subscription set " + user.id + " --plan PLAN resumes it.");
        return Exit.DONE;
    }
}
