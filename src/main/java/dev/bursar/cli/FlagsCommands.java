package dev.bursar.cli;

import picocli.CommandLine.Command;

/** Switches. */
@Command(
        name = "flags",
        description = "Switches: list, set, sync with the environment.",
        subcommands = {FlagsList.class, FlagsSet.class, FlagsSync.class})
final class FlagsCommands {}
