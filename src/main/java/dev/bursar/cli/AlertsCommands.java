package dev.bursar.cli;

import picocli.CommandLine.Command;

/** What is wrong, and who is told. */
@Command(
        name = "alerts",
        description = {
            "What is wrong now, the rules that watch for it, and who is told.",
            "Rules and sinks stand in the file that BURSAR_ALERTS names; without one, bursar's own rules and a log.",
            "",
            "Examples:",
            "  bursar alerts list                          what fires now",
            "  bursar alerts check alerts.yaml             is the file well?",
            "  bursar alerts test oncall                   does a message reach the sink?",
            "  bursar alerts evaluate                      one round, for cron; exit 3 if something fires",
            "  bursar alerts silence run-failed --until 2026-12-01T06:00:00Z --reason 'moving hosts'"
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
