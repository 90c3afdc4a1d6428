package dev.bursar.cli;

import dev.bursar.customers.SubscriptionImport;
import dev.bursar.fault.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Loads subscriptions. */
@Command(
        name = "subscriptions",
        description = {
            "Load subscriptions.",
            "Columns, by name in any order:",
            "user_id,plan,cycle,anchor_date,status,allocate_from; optional zone.",
            "Good rows load in one transaction, bad rows go to a reject file (exit 3). Loading a file twice changes nothing."
        })
final class ImportSubscriptions implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final ImportedFile file = new ImportedFile();

    @Mixin
    private final Writing writing = new Writing();

    ImportSubscriptions(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        return file.load(
                invocation,
                SubscriptionImport.KIND,
                writing.dryRun,
                "bursar allocation run --date D opens their periods.");
    }
}
