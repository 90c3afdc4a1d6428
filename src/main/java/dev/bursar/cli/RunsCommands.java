package dev.bursar.cli;

import picocli.CommandLine.Command;

/** History and control of runs. */
@Command(
        name = "runs",
        description = "Runs of every job: history, progress, restart, stop, recover, purge.",
        subcommands = {
            RunsList.class,
            RunsShow.class,
            RunsRestart.class,
            RunsStop.class,
            RunsRecover.class,
            RunsPurge.class
        })
final class RunsCommands {}
