package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.ledger.PurchaseImport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Loads purchases. */
@Command(
        name = "purchases",
        description = {
            "Load purchases.",
            "Columns, by name in any order:",
            "payment_id,user_id,package,amount_cents,currency,purchased_at; optional receipt_url.",
            "Good rows load in one transaction, bad rows go to a reject file (exit 3). Loading a file twice changes nothing."
        })
final class ImportPurchases implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final ImportedFile file = new ImportedFile();

    @Mixin
    private final Writing writing = new Writing();

    ImportPurchases(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        return file.load(
                invocation, PurchaseImport.KIND, writing.dryRun, "bursar balance USER shows what a user has now.");
    }
}
