package dev.bursar.cli;

import picocli.CommandLine.Command;

/** What is wrong, and who is told. */
@Command(
        name = "alerts",
        description = {
            "What is wrong now, the rules that watch for it, and who is told.",
            "Rules and sinks stand in the file that BURSAR_ALERTS names; without one, bursar's own rules and a log."
        },
        subcommands = {
            AlertsList.class,
            AlertsRules.class,
            AlertsCheck.class,
            AlertsEvaluate.class,
            AlertsTestSink.class,
            AlertsSilence.class,
            AlertsUnsilence.class
        })
final class AlertsCommands {}
