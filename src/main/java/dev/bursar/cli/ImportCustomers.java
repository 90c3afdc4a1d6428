package dev.bursar.cli;

import dev.bursar.customers.CustomerImport;
import dev.bursar.fault.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Loads customers. */
@Command(
        name = "customers",
        description = {
            "Load customers.",
            "Columns, by name in any order:",
            "user_id,email,name,created_at; optional locale.",
            "Good rows load in one transaction, bad rows go to a reject file (exit 3). Loading a file twice changes nothing."
        })
final class ImportCustomers implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final ImportedFile file = new ImportedFile();

    @Mixin
    private final Writing writing = new Writing();

    ImportCustomers(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        return file.load(
                invocation,
                CustomerImport.KIND,
                writing.dryRun,
                "bursar import subscriptions FILE puts them on plans.");
    }
}
