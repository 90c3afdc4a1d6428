package dev.bursar.cli;

import picocli.CommandLine.Command;

/** Files in. */
@Command(
        name = "import",
        description = "Load a file: customers, subscriptions, purchases, prices, legacy.",
        subcommands = {
            ImportCustomers.class,
            ImportSubscriptions.class,
            ImportPurchases.class,
            ImportPrices.class,
            ImportLegacy.class
        })
final class ImportCommands {}
