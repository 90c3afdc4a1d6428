package dev.bursar.cli;

import picocli.CommandLine.Command;

/** Runbooks: read, checked, followed and undone. */
@Command(
        name = "runbook",
        description = "What to do at night, and bursar does it: list, check, read, follow, go on, undo.",
        subcommands = {
            RunbookList.class,
            RunbookLint.class,
            RunbookShow.class,
            RunbookRun.class,
            RunbookResume.class,
            RunbookRollback.class,
            RunbookJournal.class
        })
final class RunbookCommands {}
