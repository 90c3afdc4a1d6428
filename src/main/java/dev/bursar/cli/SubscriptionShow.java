package dev.bursar.cli;

import dev.bursar.customers.Subscriptions;
import dev.bursar.fault.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Every change of a user's subscription. */
@Command(
        name = "show",
        description = {
            "Every change of a user's subscription, oldest first.",
            "Its state is past, in force, to come, or void (a later change took its place)."
        })
final class SubscriptionShow implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    SubscriptionShow(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Rows rows = Rows.of(new Subscriptions(invocation.database().client()).history(user.id));
        invocation.output().print(rows, "User " + user.id + " has no subscription.");
        return Exit.DONE;
    }
}
