package dev.bursar.cli;

import picocli.CommandLine.Command;

/** Switches. */
@Command(
        name = "flags",
        description = "Switches: list, set.",
        subcommands = {FlagsList.class, FlagsSet.class})
final class FlagsCommands {}
