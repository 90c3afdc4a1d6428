package dev.bursar.cli;

import picocli.CommandLine.Command;

/** Switches. */
@Command(
        name = "flags",
        description = "Switches and rollouts: who is charged, and who decides it.",
        subcommands = {
            FlagsList.class,
            FlagsSet.class,
            FlagsAdd.class,
            FlagsRemove.class,
            FlagsRevert.class,
            FlagsExplain.class,
            FlagsMembers.class,
            FlagsHistory.class,
            FlagsSync.class
        })
final class FlagsCommands {}
