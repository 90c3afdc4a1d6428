package dev.bursar.cli;

import picocli.CommandLine.Command;

/** Files in. */
@Command(
        name = "import",
        description = "Load a CSV file: customers, subscriptions, purchases.",
        subcommands = {ImportCustomers.class, ImportSubscriptions.class, ImportPurchases.class})
final class ImportCommands {}
