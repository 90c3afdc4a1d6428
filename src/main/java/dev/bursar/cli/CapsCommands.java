package dev.bursar.cli;

import picocli.CommandLine.Command;

/** Caps of single users. */
@Command(
        name = "caps",
        description = "Caps on what a user may be charged, in place of the catalogue's: list, set, clear, history.",
        subcommands = {CapsList.class, CapsSet.class, CapsClear.class, CapsHistory.class})
final class CapsCommands {}
