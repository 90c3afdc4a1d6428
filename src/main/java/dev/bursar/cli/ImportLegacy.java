package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.ledger.LegacyImport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Loads balances of a legacy system, from where a backfill migrates them. */
@Command(
        name = "legacy",
        description = {
            "Load balances of a legacy system into the table legacy_balance; nothing is migrated yet.",
            "Columns, by name in any order:",
            "user_id,plan,credits_remaining,credits_limit,period_start,period_end; optional paid_cents.",
            "A file with other columns goes to 'bursar backfill plan --source FILE --mapping FILE' as it stands.",
            "Good rows load in one transaction, bad rows go to a reject file (exit 3). Loading a file twice changes nothing."
        })
final class ImportLegacy implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final ImportedFile file = new ImportedFile();

    @Mixin
    private final Writing writing = new Writing();

    ImportLegacy(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        return file.load(
                invocation,
                LegacyImport.KIND,
                writing.dryRun,
                "bursar backfill plan --source table:legacy_balance shows what would be migrated.");
    }
}
