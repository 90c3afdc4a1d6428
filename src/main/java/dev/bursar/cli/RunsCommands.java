package dev.bursar.cli;

import picocli.CommandLine.Command;

/** History and control of runs. */
@Command(
        name = "runs",
        description = "Runs of every job: history, progress, restart, stop, recover.",
        subcommands = {RunsList.class, RunsShow.class, RunsRestart.class, RunsStop.class, RunsRecover.class})
final class RunsCommands {}
