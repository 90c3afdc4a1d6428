package dev.bursar.cli;

import dev.bursar.catalogue.ProviderPriceImport;
import dev.bursar.fault.Exit;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Loads provider prices. */
@Command(
        name = "prices",
        description = {
            "Load what providers take for a token, in USD: LiteLLM's price map (JSON), or CSV.",
            "Columns, by name in any order:",
            "model,input_usd_per_token; optional output_usd_per_token. Plain decimals.",
            "A price that differs from the one in force applies from the date on; models that the file leaves out keep theirs.",
            "Without a date: from the beginning of time while no tokens were priced, afterwards from now."
        })
final class ImportPrices implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final ImportedFile file = new ImportedFile();

    @Option(
            names = "--effective-from",
            paramLabel = "DATE",
            converter = DateOrInstant.class,
            description = "The prices apply from this UTC day (2026-12-01) or instant on.")
    @Nullable
    Instant effectiveFrom;

    @Mixin
    private final Writing writing = new Writing();

    ImportPrices(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        return file.load(
                invocation,
                ProviderPriceImport.kind(Optional.ofNullable(effectiveFrom)),
                writing.dryRun,
                "bursar charge USER --action A --model M --input-tokens N --output-tokens N --key K charges by them.");
    }
}
