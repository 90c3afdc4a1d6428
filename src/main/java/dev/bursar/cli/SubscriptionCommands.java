package dev.bursar.cli;

import picocli.CommandLine.Command;

/** A user's plan. */
@Command(
        name = "subscription",
        description = "A user's plan: set, cancel, show.",
        subcommands = {SubscriptionSet.class, SubscriptionCancel.class, SubscriptionShow.class})
final class SubscriptionCommands {}
